import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec } from '../test-support/manifests.ts';
import { workloadIsSpread } from './workload-is-spread.ts';

const LABELS = { app: 'web' };
const web = (pod: object, replicas = 2) => object('apps/v1', 'Deployment', 'web', { spec: { replicas, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec(pod as Record<string, unknown>) } } });

describeRule(workloadIsSpread, {
  accepts: {
    'spread over nodes': web({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: LABELS } }] }),
    'kept apart': web({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ labelSelector: { matchLabels: LABELS } }] } } }),
    'rather kept apart': web({ affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: { labelSelector: { matchLabels: LABELS } } }] } } }),
    'one pod': web({}, 1),
  },
  rejects: {
    'nothing said': [web({}), ['spec.template.spec.topologySpreadConstraints']],
    'kept apart from others': [web({ topologySpreadConstraints: [{ labelSelector: { matchLabels: { app: 'x' } } }] }), ['spec.template.spec.topologySpreadConstraints']],
  },
});
