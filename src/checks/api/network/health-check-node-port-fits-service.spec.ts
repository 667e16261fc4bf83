import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { healthCheckNodePortFitsService } from './health-check-node-port-fits-service.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(healthCheckNodePortFitsService, {
  accepts: {
    'a load balancer that keeps the client\'s address': service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 30100 }),
    'zero, which is none': service({ healthCheckNodePort: 0 }),
  },
  rejects: {
    'a load balancer that does not': [service({ type: 'LoadBalancer', healthCheckNodePort: 30100 }), ['spec.healthCheckNodePort']],
    'no port number': [service({ type: 'LoadBalancer', externalTrafficPolicy: 'Local', healthCheckNodePort: 65536 }), ['spec.healthCheckNodePort']],
  },
});
