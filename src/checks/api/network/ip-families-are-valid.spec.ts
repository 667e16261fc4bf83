import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { ipFamiliesAreValid } from './ip-families-are-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(ipFamiliesAreValid, {
  accepts: {
    'one': service({ ipFamilies: ['IPv6'], ipFamilyPolicy: 'SingleStack' }),
    'both, asked for': service({ ipFamilies: ['IPv4', 'IPv6'], ipFamilyPolicy: 'PreferDualStack' }),
    'both, where nothing is allocated': service({ clusterIP: 'None', ipFamilies: ['IPv4', 'IPv6'] }),
  },
  rejects: {
    'an unknown family': [service({ ipFamilies: ['ipv4'] }), ['spec.ipFamilies[0]']],
    'one twice, and a policy for one': [service({ ipFamilies: ['IPv4', 'IPv4'] }), ['spec.ipFamilies[1]', 'spec.ipFamilyPolicy']],
    'an unknown policy': [service({ ipFamilyPolicy: 'DualStack' }), ['spec.ipFamilyPolicy']],
    'both, not asked for': [service({ clusterIP: 'None', selector: { app: 'web' }, ipFamilies: ['IPv4', 'IPv6'] }), ['spec.ipFamilyPolicy']],
  },
});
