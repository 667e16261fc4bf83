import { type Rule } from '../../rule.ts';
import { keyPath } from '../config/key-path.ts';
import { forbidden } from '../field-error.ts';
import { SOURCE_RANGES_ANNOTATION, SOURCE_RANGES_PATH } from './load-balancer-source-ranges-are-valid.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const loadBalancerFieldFitsService: Rule = {
  id: 'load-balancer-field-fits-service',
  severity: 'error',
  why: 'the API server refuses what only a load balancer can do in a Service without one',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
  kinds: SERVICE,
  keys: ['loadBalancerSourceRanges', 'allocateLoadBalancerNodePorts', 'loadBalancerClass', SOURCE_RANGES_ANNOTATION],
  *check(subject) {
    const { type, spec, annotations } = serviceOf(subject);
    if (type === 'LoadBalancer') return;
    const only = 'only a Service of type LoadBalancer has it';
    if ((spec.loadBalancerSourceRanges ?? []).length > 0) yield forbidden(SOURCE_RANGES_PATH, only);
    else if (Object.hasOwn(annotations, SOURCE_RANGES_ANNOTATION)) yield forbidden(keyPath('metadata.annotations', SOURCE_RANGES_ANNOTATION), only);
    if (typeof spec.allocateLoadBalancerNodePorts === 'boolean') yield forbidden('spec.allocateLoadBalancerNodePorts', only);
    if (typeof spec.loadBalancerClass === 'string') yield forbidden('spec.loadBalancerClass', only);
  },
};
