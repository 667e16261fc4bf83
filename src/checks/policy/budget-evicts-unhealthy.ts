import { textAt } from '../field.ts';
import { type Rule } from '../rule.ts';

export const budgetEvictsUnhealthy: Rule = {
  id: 'budget-evicts-unhealthy',
  severity: 'warning',
  why: 'pods that are not ready and never will be hold up the drain of their node',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#unhealthy-pod-eviction-policy',
  kinds: ['policy/PodDisruptionBudget'],
  *check({ manifest }) {
    if (textAt(manifest, 'spec', 'unhealthyPodEvictionPolicy') === undefined) yield { path: 'spec.unhealthyPodEvictionPolicy', message: 'pods that are not ready count as if they were, because nothing else is said', fix: 'unhealthyPodEvictionPolicy: AlwaysAllow' };
  },
};
