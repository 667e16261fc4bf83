import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { serviceTypeIsKnown } from './service-type-is-known.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(serviceTypeIsKnown, {
  accepts: {
    'none, which is ClusterIP': service({}),
    'an empty one': service({ type: '' }),
    'a load balancer': service({ type: 'LoadBalancer' }),
  },
  rejects: {
    'one in small letters': [service({ type: 'clusterip' }), ['spec.type']],
  },
});
