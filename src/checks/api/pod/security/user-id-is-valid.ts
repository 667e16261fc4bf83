import { POD_KINDS } from '../../../pods-of.ts';
import { type Finding, type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { rangeErrors } from '../../syntax/whole-number.ts';

const MOST = 2 ** 31 - 1;

export const userIdIsValid: Rule = {
  id: 'user-id-is-valid',
  severity: 'error',
  why: 'the API server refuses users and groups below zero or above 2147483647',
  source: 'https://kubernetes.io/docs/tasks/configure-pod-container/security-context/',
  kinds: POD_KINDS,
  keys: ['runAsUser', 'runAsGroup', 'fsGroup', 'supplementalGroups'],
  *check({ apiPods, apiContainers }) {
    for (const { specPath, spec: { securityContext: context } } of apiPods) {
      const path = `${specPath}.securityContext`;
      for (const field of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) yield* idFindings(context?.[field], `${path}.${field}`);
      for (const [index, group] of (context?.supplementalGroups ?? []).entries()) yield* idFindings(group, `${path}.supplementalGroups[${index}]`);
    }
    for (const { path, container: { securityContext: context } } of apiContainers) {
      for (const field of ['runAsUser', 'runAsGroup'] as const) yield* idFindings(context?.[field], `${path}.securityContext.${field}`);
    }
  },
};

function* idFindings(id: number | undefined, path: string): Iterable<Finding> {
  if (id !== undefined) yield* eachInvalid(path, id, rangeErrors(id, 0, MOST));
}
