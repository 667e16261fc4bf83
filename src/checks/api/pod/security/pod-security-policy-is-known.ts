import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { notSupported } from '../../field-error.ts';

/** The values of each, and the minor since which it is not dropped. */
const POLICIES = [
  { field: 'fsGroupChangePolicy', values: ['Always', 'OnRootMismatch'], since: 0 },
  { field: 'supplementalGroupsPolicy', values: ['Merge', 'Strict'], since: 33 },
  // MountOption waits for a feature gate.
  { field: 'seLinuxChangePolicy', values: ['Recursive'], since: 33 },
] as const;

export const podSecurityPolicyIsKnown: Rule = {
  id: 'pod-security-policy-is-known',
  severity: 'error',
  why: 'the API server refuses any other word for how volumes get their group and label, and processes their groups',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  kinds: POD_KINDS,
  keys: POLICIES.map(({ field }) => field),
  *check({ apiPods, set: { minor } }) {
    for (const { specPath, spec: { securityContext } } of apiPods) {
      for (const { field, values, since } of POLICIES) {
        const got = securityContext?.[field];
        if (got !== undefined && minor >= since && !(values as readonly string[]).includes(got)) yield notSupported(`${specPath}.securityContext.${field}`, got, values);
      }
    }
  },
};
