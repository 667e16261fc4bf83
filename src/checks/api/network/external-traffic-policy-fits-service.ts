import { type Rule } from '../../rule.ts';
import { invalid, notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const externalTrafficPolicyFitsService: Rule = {
  id: 'external-traffic-policy-fits-service',
  severity: 'error',
  why: 'the API server refuses a policy for outside traffic that it doesn\'t know, or in a Service that gets none',
  source: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#external-traffic-policy',
  kinds: SERVICE,
  keys: ['externalTrafficPolicy'],
  *check(subject) {
    const { type, spec } = serviceOf(subject);
    const policy = spec.externalTrafficPolicy || undefined;
    if (policy === undefined) return;
    // Before 1.29, addresses outside the cluster did not count.
    const isExposed = type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (spec.externalIPs ?? []).length > 0 && subject.set.minor >= 29);
    if (!isExposed) yield invalid('spec.externalTrafficPolicy', policy, 'may only be set for a Service that is reached from outside: of type NodePort or LoadBalancer, or with externalIPs');
    else if (!POLICIES.includes(policy)) yield notSupported('spec.externalTrafficPolicy', policy, POLICIES);
  },
};

const POLICIES: readonly string[] = ['Cluster', 'Local'];
