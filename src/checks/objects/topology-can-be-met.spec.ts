import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec } from '../test-support/manifests.ts';
import { topologyCanBeMet } from './topology-can-be-met.ts';

const ZONE = 'topology.kubernetes.io/zone';
const LABELS = { app: 'web' };
const web = (pod: object, spec: object = {}) => object('apps/v1', 'Deployment', 'web', { spec: { replicas: 2, ...spec, selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec(pod as Record<string, unknown>) } } });
const spread = (constraint: object) => ({ topologySpreadConstraints: [{ maxSkew: 1, topologyKey: ZONE, whenUnsatisfiable: 'DoNotSchedule', ...constraint }] });
const apart = (topologyKey = ZONE, matchLabels: object = LABELS) => ({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels } }] } } });
const inZone = (...values: string[]) => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values }] }] } } } });
const APART = 'spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0]';
const DOMAINS = ['spec.template.spec.topologySpreadConstraints[0].minDomains'];

describeRule(topologyCanBeMet, {
  context: { zones: ['a', 'b', 'c'] },
  accepts: {
    'nothing asked': web({}),
    'as many zones as there are': web(spread({ minDomains: 3 })),
    'a wish': web(spread({ minDomains: 9, whenUnsatisfiable: 'ScheduleAnyway', })),
    'nodes, which nobody counts': web(spread({ minDomains: 9, topologyKey: 'kubernetes.io/hostname' })),
    'a pod for each zone, with one to spare': web(apart()),
    'a pod for each node': web(apart('kubernetes.io/hostname'), { replicas: 9 }),
    'other pods kept away': web(apart(ZONE, { app: 'db' }), { replicas: 9 }),
    'one that may go first': web(apart(), { replicas: 3, strategy: { rollingUpdate: { maxUnavailable: 1 } } }),
    'all at once': web(apart(), { replicas: 3, strategy: { type: 'Recreate' } }),
    'a zone that is there': web({ nodeSelector: { [ZONE]: 'b' } }),
    'one of two zones': web(inZone('b', 'x')),
  },
  rejects: {
    'more zones than there are': [web(spread({ minDomains: 4 })), DOMAINS],
    'more zones than its nodes stand in': [web({ ...spread({ minDomains: 2 }), nodeSelector: { [ZONE]: 'a' } }), DOMAINS],
    'more pods than zones': [web(apart(), { replicas: 4 }), [APART]],
    'no place for a new pod': [web(apart(), { replicas: 3, strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } }), [APART]],
    'a share that comes to none': [web(apart(), { replicas: 3 }), [APART]],
    'a zone that is not there': [web({ nodeSelector: { [ZONE]: 'x' } }), ['spec.template.spec']],
    'zones that are not there': [web(inZone('x', 'y')), ['spec.template.spec']],
    'more at the most than zones': [
      [web(apart(), { replicas: undefined }), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { minReplicas: 2, maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } })],
      [APART],
    ],
  },
});
