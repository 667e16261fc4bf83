import { type Rule } from '../../rule.ts';
import { notSupported } from '../field-error.ts';
import { SERVICE, serviceOf } from './service-of.ts';

export const internalTrafficPolicyIsKnown: Rule = {
  id: 'internal-traffic-policy-is-known',
  severity: 'error',
  why: 'the API server refuses a policy for inside traffic that it doesn\'t know',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service-traffic-policy/',
  kinds: SERVICE,
  keys: ['internalTrafficPolicy'],
  *check(subject) {
    const policy: string | undefined = serviceOf(subject).spec.internalTrafficPolicy;
    if (typeof policy === 'string' && !POLICIES.includes(policy)) yield notSupported('spec.internalTrafficPolicy', policy, POLICIES);
  },
};

const POLICIES = ['Cluster', 'Local'];
