import { at, fieldsAt } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { replicasOf } from '../workloads.ts';

export const workloadHasBudget: Rule = {
  id: 'workload-has-budget',
  severity: 'warning',
  why: 'a drain of nodes takes all pods of a workload at once',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'],
  *check({ manifest, identity, pods, set }) {
    const most = replicasOf(manifest, set)?.most ?? 0;
    const [pod] = pods;
    if (most < 2 || pod === undefined) return;
    const labels = fieldsAt(pod.metadata, 'labels');
    const has = set.ofKind('policy/PodDisruptionBudget').some((budget) => namespaceOf(budget) === identity.namespace && selects(at(budget, 'spec', 'selector'), labels));
    if (!has) yield { path: 'spec.selector', message: `no PodDisruptionBudget selects its ${most} pods`, fix: 'add a PodDisruptionBudget with maxUnavailable: 1' };
  },
};
