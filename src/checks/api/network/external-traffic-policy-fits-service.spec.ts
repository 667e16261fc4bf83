import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { externalTrafficPolicyFitsService } from './external-traffic-policy-fits-service.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(externalTrafficPolicyFitsService, {
  accepts: {
    'a node port': service({ type: 'NodePort', externalTrafficPolicy: 'Local' }),
    'addresses outside': service({ externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Cluster' }),
    'an empty one, which is none': service({ externalTrafficPolicy: '' }),
  },
  rejects: {
    'a Service inside': [service({ externalTrafficPolicy: 'Cluster' }), ['spec.externalTrafficPolicy']],
    'an unknown one': [service({ type: 'LoadBalancer', externalTrafficPolicy: 'Global' }), ['spec.externalTrafficPolicy']],
  },
});

describeRule(externalTrafficPolicyFitsService, {
  accepts: {
    'a load balancer': service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' }),
  },
  rejects: {
    'addresses outside, which did not count then': [service({ externalIPs: ['192.0.2.1'], externalTrafficPolicy: 'Cluster' }), ['spec.externalTrafficPolicy']],
  },
  context: { kubernetes: '1.28' },
});
