import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported, required } from '../../field-error.ts';

const POLICIES: readonly string[] = ['Never', 'PreemptLowerPriority'];

export const preemptionPolicyIsKnown: Rule = {
  id: 'preemption-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for whether a pod may push out others',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/#non-preempting-priority-class',
  kinds: POD_KINDS,
  keys: ['preemptionPolicy'],
  *check({ apiPods }) {
    for (const { specPath, spec: { preemptionPolicy } } of apiPods) {
      const policy: string | undefined = preemptionPolicy;
      if (policy === '') yield required(`${specPath}.preemptionPolicy`, `must be ${POLICIES.join(' or ')}`);
      else if (policy !== undefined && !POLICIES.includes(policy)) yield notSupported(`${specPath}.preemptionPolicy`, policy, POLICIES);
    }
  },
};
