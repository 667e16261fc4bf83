import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { loadBalancerSourceRangesAreValid } from './load-balancer-source-ranges-are-valid.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(loadBalancerSourceRangesAreValid, {
  accepts: {
    'ranges with blanks': service({ type: 'LoadBalancer', loadBalancerSourceRanges: [' 10.0.0.0/8 ', '2001:db8::/32'] }),
    'ranges in the annotation': service({ type: 'LoadBalancer' }, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8, 192.0.2.0/24' }),
  },
  rejects: {
    'an address': [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'] }), ['spec.LoadBalancerSourceRanges[0]']],
    'bits beyond the prefix': [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8', '10.0.0.1/8'] }), ['spec.LoadBalancerSourceRanges[1]']],
    'a host in the annotation': [service({ type: 'LoadBalancer' }, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '10.0.0.0/8,shop.example' }), ['metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]']],
  },
});
