import { at, fieldsAt, listAt } from '../field.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { replicasOf } from '../workloads.ts';

export const workloadIsSpread: Rule = {
  id: 'workload-is-spread',
  severity: 'warning',
  why: 'one node that fails takes all pods of the workload along',
  source: 'https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/',
  kinds: ['apps/Deployment', 'apps/StatefulSet', 'argoproj.io/Rollout'],
  *check({ manifest, pods, set }) {
    const most = replicasOf(manifest, set)?.most ?? 0;
    const [pod] = pods;
    if (most < 2 || pod === undefined) return;
    const labels = fieldsAt(pod.metadata, 'labels');
    const apart = listAt(pod.spec, 'affinity', 'podAntiAffinity', 'requiredDuringSchedulingIgnoredDuringExecution');
    const rather = listAt(pod.spec, 'affinity', 'podAntiAffinity', 'preferredDuringSchedulingIgnoredDuringExecution').map((each) => at(each, 'podAffinityTerm'));
    const terms = [...apart, ...rather, ...listAt(pod.spec, 'topologySpreadConstraints')];
    if (!terms.some((term) => selects(at(term, 'labelSelector'), labels))) yield { path: `${pod.specPath}.topologySpreadConstraints`, message: `nothing keeps its ${most} pods on different nodes`, fix: 'topologySpreadConstraints: [{ maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: { matchLabels: { ... } } }]' };
  },
};
