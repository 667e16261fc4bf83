import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { loadBalancerFieldFitsService } from './load-balancer-field-fits-service.ts';

const service = (spec: object, annotations: object = {}) => object('v1', 'Service', 'web', { metadata: { annotations }, spec });

describeRule(loadBalancerFieldFitsService, {
  accepts: {
    'all in a load balancer': service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.0/8'], allocateLoadBalancerNodePorts: false, loadBalancerClass: 'shop.example/lb' }),
    'no ranges': service({ loadBalancerSourceRanges: [] }),
  },
  rejects: {
    'ranges': [service({ loadBalancerSourceRanges: ['10.0.0.0/8'] }), ['spec.LoadBalancerSourceRanges']],
    'ranges in the annotation': [service({}, { 'service.beta.kubernetes.io/load-balancer-source-ranges': '' }), ['metadata.annotations["service.beta.kubernetes.io/load-balancer-source-ranges"]']],
    'ports of the nodes, even none': [service({ type: 'NodePort', allocateLoadBalancerNodePorts: false }), ['spec.allocateLoadBalancerNodePorts']],
    'a class': [service({ loadBalancerClass: '' }), ['spec.loadBalancerClass']],
  },
});
