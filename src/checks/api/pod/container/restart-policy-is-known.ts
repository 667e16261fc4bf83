import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported } from '../../field-error.ts';

const POLICIES: readonly string[] = ['Always', 'OnFailure', 'Never'];

export const restartPolicyIsKnown: Rule = {
  id: 'restart-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for when the containers of a pod restart',
  source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#restart-policy',
  kinds: POD_KINDS,
  keys: ['restartPolicy'],
  *check({ apiPods }) {
    for (const { specPath, spec: { restartPolicy: policy } } of apiPods) {
      if (policy !== undefined && !POLICIES.includes(policy)) yield notSupported(`${specPath}.restartPolicy`, policy, POLICIES);
    }
  },
};
