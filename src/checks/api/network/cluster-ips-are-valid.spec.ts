import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { clusterIpsAreValid } from './cluster-ips-are-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(clusterIpsAreValid, {
  accepts: {
    'none': service({ clusterIP: '' }),
    'a headless one': service({ clusterIP: 'None', clusterIPs: ['None'] }),
    'one of each family': service({ clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd00::7'], ipFamilyPolicy: 'PreferDualStack' }),
  },
  rejects: {
    'no address': [service({ clusterIP: '10.96.0' }), ['spec.clusterIPs[0]']],
    'another first': [service({ clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.8'] }), ['spec.clusterIPs']],
    'the list alone': [service({ clusterIPs: ['10.96.0.7'] }), ['spec.clusterIPs']],
    'two of one family, and a policy for one': [service({ clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', '10.96.0.8'] }), ['spec.clusterIPs', 'spec.ipFamilyPolicy']],
    'three': [service({ clusterIP: '10.96.0.7', clusterIPs: ['10.96.0.7', 'fd00::7', 'fd00::8'], ipFamilyPolicy: 'RequireDualStack' }), ['spec.clusterIPs']],
    'None among others': [service({ clusterIP: 'None', clusterIPs: ['None', '10.96.0.7'] }), ['spec.clusterIPs']],
    'a headless load balancer': [service({ type: 'LoadBalancer', clusterIP: 'None' }), ['spec.clusterIPs[0]']],
    'an address of another family than it says': [service({ clusterIP: '10.96.0.7', ipFamilies: ['IPv6'] }), ['spec.clusterIPs[0]']],
    'leading zeros': [service({ clusterIP: '010.96.0.7' }), ['spec.clusterIPs[0]']],
  },
});

describeRule(clusterIpsAreValid, {
  accepts: {
    'leading zeros, which older servers read away': service({ clusterIP: '010.96.0.7' }),
  },
  rejects: {
    'no address': [service({ clusterIP: 'x' }), ['spec.clusterIPs[0]']],
  },
  context: { kubernetes: '1.35' },
});
