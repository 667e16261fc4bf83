import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { externalNameIsValid } from './external-name-is-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(externalNameIsValid, {
  accepts: {
    'a host': service({ type: 'ExternalName', externalName: 'db.shop.example' }),
    'a host with the dot at its end': service({ type: 'ExternalName', externalName: 'db.shop.example.' }),
    'another type with a name, which is ignored': service({ type: 'ClusterIP', externalName: 'Not A Host' }),
  },
  rejects: {
    'no host': [service({ type: 'ExternalName' }), ['spec.externalName']],
    'only a dot': [service({ type: 'ExternalName', externalName: '.' }), ['spec.externalName']],
    'an underscore': [service({ type: 'ExternalName', externalName: 'a_b.shop.example' }), ['spec.externalName']],
    'addresses as well': [service({ type: 'ExternalName', externalName: 'a.example', clusterIP: 'None', ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' }), ['spec.clusterIPs', 'spec.ipFamilies', 'spec.ipFamilyPolicy']],
  },
});
