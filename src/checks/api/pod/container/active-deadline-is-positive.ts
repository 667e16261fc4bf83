import { POD_KINDS } from '../../../pods-of.ts';
import { type Rule } from '../../../rule.ts';
import { eachInvalid } from '../../config/each-invalid.ts';
import { rangeErrors } from '../../syntax/whole-number.ts';

const MOST = 2 ** 31 - 1;

export const activeDeadlineIsPositive: Rule = {
  id: 'active-deadline-is-positive',
  severity: 'error',
  why: 'the API server refuses a pod that may run for less than a second, or for longer than it can count',
  source: 'https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#lifecycle',
  kinds: POD_KINDS,
  keys: ['activeDeadlineSeconds'],
  *check({ apiPods }) {
    for (const { specPath, spec: { activeDeadlineSeconds: seconds } } of apiPods) {
      if (seconds !== undefined) yield* eachInvalid(`${specPath}.activeDeadlineSeconds`, seconds, rangeErrors(seconds, 1, MOST));
    }
  },
};
