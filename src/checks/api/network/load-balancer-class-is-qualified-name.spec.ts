import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { loadBalancerClassIsQualifiedName } from './load-balancer-class-is-qualified-name.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(loadBalancerClassIsQualifiedName, {
  accepts: {
    'a name with a domain': service({ type: 'LoadBalancer', loadBalancerClass: 'shop.example/internal' }),
  },
  rejects: {
    'an empty one': [service({ type: 'LoadBalancer', loadBalancerClass: '' }), ['spec.loadBalancerClass']],
    'two slashes': [service({ type: 'LoadBalancer', loadBalancerClass: 'a/b/c' }), ['spec.loadBalancerClass']],
  },
});
