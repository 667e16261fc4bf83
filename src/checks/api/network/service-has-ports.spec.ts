import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { serviceHasPorts } from './service-has-ports.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(serviceHasPorts, {
  accepts: {
    'a port': service({ ports: [{ port: 80 }] }),
    'a headless one without': service({ clusterIP: 'None' }),
    'a name of another host': service({ type: 'ExternalName', externalName: 'db.shop.example' }),
  },
  rejects: {
    'none': [service({}), ['spec.ports']],
    'an empty list': [service({ type: 'NodePort', ports: [] }), ['spec.ports']],
  },
});
