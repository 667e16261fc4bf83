import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { qualifiedNameErrors } from '../syntax/qualified-name.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const loadBalancerClassIsQualifiedName: Rule = {
  id: 'load-balancer-class-is-qualified-name',
  severity: 'error',
  why: 'the API server refuses a class of load balancers that is no name, with a domain in front or without',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#load-balancer-class',
  kinds: SERVICE,
  keys: ['loadBalancerClass'],
  *check(subject) {
    const { type, spec: { loadBalancerClass } } = serviceOf(subject);
    if (type === 'LoadBalancer' && typeof loadBalancerClass === 'string') yield* eachInvalid('spec.loadBalancerClass', loadBalancerClass, qualifiedNameErrors(loadBalancerClass));
  },
};
