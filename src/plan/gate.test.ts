import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Gate, gateOf } from './gate.ts';

const object = (apiVersion: string, kind: string, spec: object = {}): Manifest => ({ apiVersion, kind, metadata: { name: 'x' }, spec });
const rollout = (strategy: object): Manifest => object('argoproj.io/v1alpha1', 'Rollout', { strategy });

const CASES: Readonly<Record<string, readonly [Manifest, Partial<Gate> | undefined]>> = {
  'a Deployment, by its deadline': [object('apps/v1', 'Deployment', { progressDeadlineSeconds: 300 }), { by: 'pods', withoutProgress: 300, degrades: true }],
  'a Deployment without one has that of Kubernetes': [object('apps/v1', 'Deployment'), { withoutProgress: 600 }],
  'a paused Deployment waits for a person': [object('apps/v1', 'Deployment', { paused: true }), { by: 'person', degrades: false }],
  'a StatefulSet never degrades': [object('apps/v1', 'StatefulSet'), { by: 'pods', degrades: false }],
  'a StatefulSet whose pods are replaced by hand is not waited for': [object('apps/v1', 'StatefulSet', { updateStrategy: { type: 'OnDelete' } }), { until: 'observed' }],
  'a DaemonSet never degrades': [object('apps/v1', 'DaemonSet'), { by: 'pods', degrades: false }],
  'a Job, by its deadline': [object('batch/v1', 'Job', { activeDeadlineSeconds: 60 }), { until: 'Complete', by: 'job', atMost: 60, degrades: true }],
  'a Job without one has no end': [object('batch/v1', 'Job'), { until: 'Complete', by: 'job', degrades: true }],
  'a suspended Job waits for a person': [object('batch/v1', 'Job', { suspend: true }), { by: 'person' }],
  'a CronJob is as well as its last run': [object('batch/v1', 'CronJob'), { by: 'schedule', degrades: true }],
  'a claim is bound by its pod': [object('v1', 'PersistentVolumeClaim'), { by: 'claim' }],
  'a budget has its status in a moment': [object('policy/v1', 'PodDisruptionBudget'), { by: 'controller' }],
  'a Service inside of the cluster has no state': [object('v1', 'Service', { type: 'ClusterIP' }), undefined],
  'a load balancer waits for an address': [object('v1', 'Service', { type: 'LoadBalancer' }), { by: 'third-party', degrades: false }],
  'an Ingress never degrades': [object('networking.k8s.io/v1', 'Ingress'), { by: 'third-party', degrades: false }],
  'a route does': [object('gateway.networking.k8s.io/v1', 'HTTPRoute'), { by: 'third-party', degrades: true }],
  'an autoscaler needs metrics': [object('autoscaling/v2', 'HorizontalPodAutoscaler'), { by: 'metrics', degrades: true }],
  'so does one of KEDA': [object('keda.sh/v1alpha1', 'ScaledObject'), { by: 'metrics', degrades: true }],
  'an APIService never degrades': [object('apiregistration.k8s.io/v1', 'APIService'), { by: 'third-party', degrades: false }],
  'an ExternalSecret is Ready': [object('external-secrets.io/v1', 'ExternalSecret'), { until: 'Ready', by: 'operator', degrades: true }],
  'a CloudNativePG cluster is healthy': [object('postgresql.cnpg.io/v1', 'Cluster'), { by: 'operator', degrades: true }],
  'its schedule of backups has no state': [object('postgresql.cnpg.io/v1', 'ScheduledBackup'), undefined],
  'its database is applied': [object('postgresql.cnpg.io/v1', 'Database'), { until: 'applied' }],
  'Kafka is Ready': [object('kafka.strimzi.io/v1', 'Kafka'), { until: 'Ready' }],
  'its node pools have no state': [object('kafka.strimzi.io/v1', 'KafkaNodePool'), undefined],
  'a dashboard degrades': [object('grafana.integreatly.org/v1beta1', 'GrafanaDashboard'), { by: 'operator', degrades: true }],
  'a Certificate is Ready': [object('cert-manager.io/v1', 'Certificate'), { until: 'Ready' }],
  'an AnalysisTemplate has no state': [object('argoproj.io/v1alpha1', 'AnalysisTemplate'), undefined],
  'an AnalysisRun has': [object('argoproj.io/v1alpha1', 'AnalysisRun'), { by: 'operator' }],
  "Istio's kinds have none": [object('networking.istio.io/v1', 'VirtualService'), undefined],
  "nor have Linkerd's": [object('policy.linkerd.io/v1beta3', 'Server'), undefined],
  'nor a NetworkPolicy': [object('networking.k8s.io/v1', 'NetworkPolicy'), undefined],
  'nor a kind that nobody knows, whatever it is called': [object('constructor/v1', '__proto__'), undefined],
  'a Rollout without steps, by its deadline': [rollout({ canary: {} }), { by: 'pods', withoutProgress: 600 }],
  'a Rollout with steps takes its time': [rollout({ canary: { steps: [{ setWeight: 10 }, { pause: { duration: '5m' } }] } }), { by: 'pods', degrades: true }],
  'a Rollout that pauses for good waits for a person': [rollout({ canary: { steps: [{ pause: {} }] } }), { by: 'person' }],
  'so does blue-green without promotion': [rollout({ blueGreen: { autoPromotionEnabled: false } }), { by: 'person' }],
};

describe('what a sync waits for', () => {
  it.each(Object.entries(CASES))('%s', (_name, [manifest, gate]) => {
    if (gate === undefined) expect(gateOf(manifest)).toBeUndefined();
    else expect(gateOf(manifest)).toMatchObject(gate);
    if (gate !== undefined && gate.atMost === undefined) expect(gateOf(manifest)).not.toHaveProperty('atMost');
  });
});
