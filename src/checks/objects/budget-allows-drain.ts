import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { podsOf, replicasOf, workloadPods } from '../workloads.ts';

/** Shares are rounded up, as the disruption controller does. What nobody counts here may be many. */
export const budgetAllowsDrain: Rule = {
  id: 'budget-allows-drain',
  severity: 'error',
  why: 'a drain waits for ever for a pod that may never go, and every upgrade of the nodes stops there',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  kinds: ['policy/PodDisruptionBudget'],
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    const counts = workloadPods(set)
      .selectedBy(selector, identity.namespace)
      .map(({ owner }) => replicasOf(owner, set));
    const known = counts.length > 0 && counts.every((count) => count !== undefined) ? counts.reduce((sum, count) => sum + count.least, 0) : undefined;
    const replicas = known === 0 ? undefined : known;
    const [field, got] = (['minAvailable', 'maxUnavailable'] as const).map((name) => [name, at(manifest, 'spec', name) ?? undefined] as const).find(([, value]) => value !== undefined) ?? [];
    if (field === undefined) return;
    const all = replicas ?? 1_000;
    const wanted = podsOf(got, all, 'up');
    if (wanted === undefined) return;
    const mayGo = field === 'maxUnavailable' ? wanted : all - wanted;
    if (mayGo > 0 || (replicas === undefined && field === 'minAvailable' && got !== '100%')) return;
    yield {
      path: `spec.${field}`,
      message: `no pod may ever go: ${field} is ${shown(got)}${replicas === undefined ? '' : `, and there ${replicas === 1 ? 'is 1 pod' : `are ${replicas} pods`} at the least`}`,
      fix: 'maxUnavailable: 1   # in place of minAvailable',
    };
  },
};
