import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Diff, type Impact, type ImpactId, RISKS } from './diff.ts';
import { type DiffOptions, diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const OPTIONS: DiffOptions = { schemas: SCHEMAS };

function object(apiVersion: string, kind: string, rest: object = {}, metadata: object = {}): Manifest {
  return { apiVersion, kind, metadata: { name: 'app', namespace: 'shop', ...metadata }, ...rest };
}
function deployment(spec: object = {}, pod: object = {}, container: object = {}): Manifest {
  const containers = [{ name: 'app', image: 'registry.example/app:1', ...container }];
  return object('apps/v1', 'Deployment', { spec: { replicas: 3, selector: { matchLabels: { app: 'app' } }, template: { metadata: { labels: { app: 'app' } }, spec: { containers, ...pod } }, ...spec } });
}
function statefulSet(spec: object = {}): Manifest {
  return { ...object('apps/v1', 'StatefulSet', { spec: { replicas: 3, serviceName: 'app', ...(deployment()['spec'] as object), ...spec } }) };
}
function claim(storage: string, more: object = {}): Manifest {
  return object('v1', 'PersistentVolumeClaim', { spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'fast', resources: { requests: { storage } }, ...more } });
}
function config(data: object, name = 'app'): Manifest {
  return object('v1', 'ConfigMap', { data }, { name });
}
const HPA = object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' } } });
const PDB = object('policy/v1', 'PodDisruptionBudget', { spec: { maxUnavailable: 1, selector: { matchLabels: { app: 'app' } } } });
const service = (spec: object): Manifest => object('v1', 'Service', { spec: { selector: { app: 'app' }, ports: [{ name: 'http', port: 80 }], ...spec } });
const role = (verbs: string[], resources = ['configmaps']): Manifest => object('rbac.authorization.k8s.io/v1', 'Role', { rules: [{ apiGroups: [''], resources, verbs }] });
const binding = (subjects: object[]): Manifest => object('rbac.authorization.k8s.io/v1', 'RoleBinding', { roleRef: { kind: 'Role', name: 'r' }, subjects });
const policy = (spec: object): Manifest => object('networking.k8s.io/v1', 'NetworkPolicy', { spec: { podSelector: {}, ...spec } });
const peers = (mode: string): Manifest => object('security.istio.io/v1', 'PeerAuthentication', { spec: { mtls: { mode } } });
const job = (image: string, metadata: object = {}): Manifest => object('batch/v1', 'Job', { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'job', image }] } } } }, metadata);
const external = (key: string): Manifest => object('external-secrets.io/v1', 'ExternalSecret', { spec: { secretStoreRef: { name: 's' }, data: [{ secretKey: 'a', remoteRef: { key } }] } });
const HOOK = { annotations: { 'argocd.argoproj.io/hook': 'Sync' } };

const NOTHING: Record<string, [Manifest, Manifest]> = {
  'half a core': [deployment({}, {}, { resources: { requests: { cpu: '0.5' } } }), deployment({}, {}, { resources: { requests: { cpu: '500m' } } })],
  'a default written out': [deployment(), deployment({ revisionHistoryLimit: 10, strategy: { type: 'RollingUpdate' } }, { dnsPolicy: 'ClusterFirst' }, { imagePullPolicy: 'IfNotPresent' })],
  'a field that is null': [deployment(), deployment({ minReadySeconds: null, paused: false })],
  'a duration of a custom resource': [
    object('external-secrets.io/v1', 'ExternalSecret', { spec: { refreshInterval: '60m', secretStoreRef: { name: 's' } } }),
    object('external-secrets.io/v1', 'ExternalSecret', { spec: { refreshInterval: '1h', secretStoreRef: { name: 's' } } }),
  ],
  'a default of a custom resource': [
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: { rules: [{ backendRefs: [{ name: 'a', port: 80 }] }] } }),
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', { spec: { rules: [{ backendRefs: [{ name: 'a', port: 80, weight: 1 }] }] } }),
  ],
  'text that becomes data': [object('v1', 'Secret', { stringData: { a: 'x' } }), object('v1', 'Secret', { data: { a: 'eA==' }, type: 'Opaque' })],
};

type Row = [before: Manifest[], after: Manifest[], impact: ImpactId, expected?: Partial<Impact>];
const IMPACTS: Record<string, Row> = {
  'a headless Service that asks for an address': [[service({ clusterIP: 'None' })], [service({})], 'no-effect', { risk: 'none' }],
  'a label': [[config({})], [object('v1', 'ConfigMap', { data: {} }, { labels: { a: 'b' } })], 'metadata-only', { risk: 'low' }],
  'a new object': [[], [config({})], 'created'],
  'a setting': [[config({ a: '1' })], [config({ a: '2' })], 'in-place'],
  'more pods': [[deployment()], [deployment({ replicas: 5 })], 'scale', { risk: 'low', replicas: { before: 3, after: 5 } }],
  'no pods': [[deployment()], [deployment({ replicas: 0 })], 'scale', { risk: 'high', replicas: { before: 3, after: 0 } }],
  'an autoscaler over live replicas': [[deployment()], [deployment({ replicas: undefined }), HPA], 'scale', { risk: 'high', replicas: { before: 3, after: 1 } }],
  'another image': [[deployment()], [deployment({}, {}, { image: 'registry.example/app:2' })], 'image', { image: { container: 'app', before: 'registry.example/app:1', after: 'registry.example/app:2' } }],
  'a rollout': [
    [deployment(), PDB],
    [deployment({}, {}, { image: 'registry.example/app:2' }), PDB],
    'rolling-restart',
    { risk: 'medium', rollout: { workload: 'app', pods: 3, strategy: 'RollingUpdate', maxUnavailable: '25%', maxSurge: '25%', budget: { name: 'app', allows: 'lets 1 go at once' } } },
  ],
  'a rollout under an autoscaler': [[deployment(), HPA], [deployment({}, {}, { args: ['a'] }), HPA], 'rolling-restart', { rollout: { workload: 'app', pods: 2, strategy: 'RollingUpdate', maxUnavailable: '25%', maxSurge: '25%' } }],
  'a restart at once': [[deployment({ strategy: { type: 'Recreate' } })], [deployment({ strategy: { type: 'Recreate' } }, {}, { args: ['a'] })], 'rolling-restart', { risk: 'high' }],
  'containers in another order': [
    [deployment({}, { containers: [{ name: 'a', image: 'x:1' }, { name: 'b', image: 'x:1' }] })],
    [deployment({}, { containers: [{ name: 'b', image: 'x:1' }, { name: 'a', image: 'x:1' }] })],
    'rolling-restart',
  ],
  'a Rollout of Argo': [
    [object('argoproj.io/v1alpha1', 'Rollout', { spec: { replicas: 2, strategy: { canary: {} }, template: { spec: { containers: [{ name: 'app', image: 'x:1' }] } } } })],
    [object('argoproj.io/v1alpha1', 'Rollout', { spec: { replicas: 2, strategy: { canary: {} }, template: { spec: { containers: [{ name: 'app', image: 'x:2' }] } } } })],
    'rolling-restart',
    { rollout: { workload: 'app', pods: 2, strategy: 'canary' } },
  ],
  'a hook': [[job('x:1', HOOK)], [job('x:2', HOOK)], 'recreated', { risk: 'medium' }],
  'a paused Deployment': [[deployment({ paused: true })], [deployment({ paused: true }, {}, { args: ['a'] })], 'held'],
  'a StatefulSet behind a partition': [
    [statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } } })],
    [statefulSet({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 3 } }, template: { metadata: { labels: { app: 'app' } }, spec: { containers: [{ name: 'app', image: 'x:2' }] } } })],
    'held',
  ],
  'another selector': [[deployment()], [deployment({ selector: { matchLabels: { app: 'app', tier: 'web' } } })], 'immutable-field', { risk: 'high', paths: ['spec.selector'] }],
  'a plain Job': [[job('x:1')], [job('x:2')], 'immutable-field', { paths: ['spec.template'] }],
  'another strategy': [[deployment()], [deployment({ strategy: { type: 'Recreate' } })], 'refused-in-transition', { risk: 'high' }],
  'a variable twice': [[deployment()], [deployment({}, {}, { env: [{ name: 'A', value: '1' }, { name: 'A', value: '2' }] })], 'refused-by-apply', { risk: 'high' }],
  'an object that goes': [[deployment()], [], 'pruned', { risk: 'high' }],
  'an object that may stay': [[object('v1', 'ConfigMap', {}, { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false' } })], [], 'pruned', { risk: 'low' }],
  'a claim that goes': [[claim('1Gi')], [], 'data-at-risk', { risk: 'critical' }],
  'a namespace that goes': [[object('v1', 'Namespace', {}, { namespace: undefined })], [], 'data-at-risk', { risk: 'critical' }],
  'a claim that shrinks': [[claim('2Gi')], [claim('1Gi')], 'data-at-risk', { risk: 'critical' }],
  'a template of claims': [
    [statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '1Gi' } } } }] })],
    [statefulSet({ volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '2Gi' } } } }] })],
    'immutable-field',
    { paths: ['spec.volumeClaimTemplates'] },
  ],
  'a class that now deletes': [[object('v1', 'PersistentVolume', { spec: { persistentVolumeReclaimPolicy: 'Retain' } })], [object('v1', 'PersistentVolume', { spec: { persistentVolumeReclaimPolicy: 'Delete' } })], 'data-at-risk', { risk: 'critical' }],
  'a Service for the world': [[service({})], [service({ type: 'LoadBalancer' })], 'traffic', { risk: 'high', direction: 'wider' }],
  'a Service for other pods': [[service({})], [service({ selector: { app: 'other' } })], 'traffic', { risk: 'high', direction: 'other' }],
  'a route that goes': [[object('networking.k8s.io/v1', 'Ingress', { spec: {} })], [], 'traffic', { direction: 'narrower' }],
  'one verb more': [[role(['get'])], [role(['get', 'list'])], 'access', { risk: 'medium', direction: 'wider' }],
  'every verb': [[role(['get'])], [role(['*'])], 'access', { risk: 'high', direction: 'wider' }],
  'one verb less': [[role(['get', 'list'])], [role(['get'])], 'access', { direction: 'narrower' }],
  'one more who may': [[binding([])], [binding([{ kind: 'Group', name: 'system:unauthenticated' }])], 'access', { risk: 'high', direction: 'wider' }],
  'a policy that opens': [[policy({ ingress: [] })], [policy({ ingress: [{}] })], 'access', { risk: 'high', direction: 'wider' }],
  'a policy of denial that goes': [[policy({})], [], 'access', { direction: 'wider' }],
  'a mesh that lets plain text in': [[peers('STRICT')], [peers('PERMISSIVE')], 'access', { risk: 'high', direction: 'wider' }],
  'a privileged container': [[deployment({}, {}, { securityContext: { privileged: false } })], [deployment({}, {}, { securityContext: { privileged: true } })], 'access', { risk: 'high', direction: 'wider' }],
  'a namespace less strict': [
    [object('v1', 'Namespace', {}, { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } })],
    [object('v1', 'Namespace', {}, { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } })],
    'access',
    { risk: 'high', direction: 'wider' },
  ],
  'another secret': [[external('a')], [external('b')], 'secret-source', { risk: 'medium' }],
  'more to ask for': [
    [deployment({}, {}, { resources: { requests: { cpu: '500m' } } }), HPA],
    [deployment({}, {}, { resources: { requests: { cpu: '1' } } }), HPA],
    'capacity',
    { capacity: { before: { minimum: { 'requests.cpu': '1' }, maximum: { 'requests.cpu': '3' } }, after: { minimum: { 'requests.cpu': '2' }, maximum: { 'requests.cpu': '6' } } } },
  ],
  'another wave': [
    [object('v1', 'ConfigMap', {}, { annotations: { 'argocd.argoproj.io/sync-wave': '1' } })],
    [object('v1', 'ConfigMap', {}, { annotations: { 'argocd.argoproj.io/sync-wave': '2' } })],
    'ordering',
  ],
};

function impactOf(diff: Diff, id: ImpactId): Impact | undefined {
  return diff.objects.flatMap(({ impacts }) => impacts).find((impact) => impact.id === id);
}

describe('diffManifests', () => {
  it.each(Object.entries(NOTHING))('finds nothing in %s', (_name, [before, after]) => {
    expect(diffManifests([before], [after], OPTIONS).objects).toEqual([]);
    expect(diffManifests([after], [before], OPTIONS).objects).toEqual([]);
  });

  it.each(Object.entries(IMPACTS))('tells what it does: %s', (_name, [before, after, id, expected]) => {
    const found = impactOf(diffManifests(before, after, OPTIONS), id);
    expect(found).toMatchObject({ id, ...expected });
    expect(found!.source).toMatch(/^https:\/\//);
  });

  it('puts the highest risk first, in objects and in each', () => {
    const diff = diffManifests([config({ a: '1' }), deployment(), claim('2Gi')], [config({ a: '2' }), deployment({}, { hostNetwork: true }, { image: 'x:2' }), claim('1Gi')], OPTIONS);
    const risks = diff.objects.map(({ risk }) => RISKS.indexOf(risk));
    expect(risks).toEqual([...risks].sort((a, b) => b - a));
    expect(diff.risk).toBe('critical');
    for (const { impacts } of diff.objects) {
      const each = impacts.map(({ risk }) => RISKS.indexOf(risk));
      expect(each).toEqual([...each].sort((a, b) => b - a));
    }
  });

  it('takes an object of another hash for the same', () => {
    const diff = diffManifests([config({ a: '1', b: '2' }, 'files-0123abcd')], [config({ a: '2', b: '2' }, 'files-4567cdef')], OPTIONS);
    expect(diff.objects).toMatchObject([{ status: 'renamed', object: { name: 'files-4567cdef' }, former: { name: 'files-0123abcd' }, changes: [{ path: 'data.a', before: '1', after: '2' }] }]);
    expect(diff.counts).toEqual({ compared: 1, added: 0, removed: 0, renamed: 1, changed: 0 });
  });

  it('takes an object of the same content for the same', () => {
    expect(diffManifests([config({ a: '1' }, 'one')], [config({ a: '1' }, 'two')], OPTIONS).objects).toMatchObject([{ status: 'renamed', changes: [] }]);
  });

  it('names an item of a list by its keys', () => {
    const diff = diffManifests([deployment({}, {}, { ports: [{ containerPort: 80 }], env: [{ name: 'A', value: '1' }] })], [deployment({}, {}, { ports: [{ containerPort: 80, name: 'web' }], env: [{ name: 'A', value: '2' }] })], OPTIONS);
    expect(diff.objects[0]!.changes.map(({ path }) => path)).toEqual(['spec.template.spec.containers[app].env[A].value', 'spec.template.spec.containers[app].ports[80/TCP].name']);
  });

  it('tells a text by its lines, and by what it holds', () => {
    const [change] = diffManifests([config({ 'app.yaml': 'a: 1\nb: 2\n', x: 'y' })], [config({ 'app.yaml': 'a: 1\nb: 3\n', x: 'y' })], OPTIONS).objects[0]!.changes;
    expect(change!.lines).toEqual([{ beforeLine: 2, afterLine: 2, removed: ['b: 2'], added: ['b: 3'] }]);
    expect(change!.embedded).toMatchObject([{ path: 'b', kind: 'changed', before: 2, after: 3 }]);
  });

  it('never tells a value of a Secret', () => {
    const hidden = 'bm90LXRvbGQ=';
    const before = object('v1', 'Secret', { data: { a: hidden, b: hidden } }, { annotations: { last: hidden } });
    const after = object('v1', 'Secret', { data: { a: 'eA==' }, stringData: { c: 'not-told' } }, { annotations: { last: 'x' } });
    const diff = diffManifests([before], [after], OPTIONS);
    expect(JSON.stringify(diff)).not.toMatch(new RegExp(`${hidden}|not-told|bm90`));
    expect(diff.objects[0]!.changes).toMatchObject([{ path: 'data.a', kind: 'changed', secret: true }, { path: 'data.b', kind: 'removed' }, { path: 'data.c', kind: 'added' }, { path: 'metadata.annotations.last' }]);
  });

  it('refuses what the verdict refuses, new or changed', () => {
    const verdict = (manifest: Manifest): string[] => (manifest.kind === 'Deployment' ? ['spec.template: wrong'] : []);
    expect(impactOf(diffManifests([deployment()], [deployment({ replicas: 4 })], { ...OPTIONS, verdict }), 'refused-as-invalid')).toMatchObject({ risk: 'high' });
    expect(impactOf(diffManifests([], [deployment()], { ...OPTIONS, verdict }), 'refused-as-invalid')).toMatchObject({ risk: 'high' });
  });

  it('lets a claim grow that a pod uses, where its class is known to', () => {
    const user = deployment({}, { volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'app' } }] });
    const expandable = object('storage.k8s.io/v1', 'StorageClass', { provisioner: 'p', allowVolumeExpansion: true }, { name: 'fast' });
    expect(impactOf(diffManifests([claim('1Gi'), user, expandable], [claim('2Gi'), user, expandable], OPTIONS), 'in-place')).toBeDefined();
    expect(impactOf(diffManifests([claim('1Gi'), user], [claim('2Gi'), user], OPTIONS), 'immutable-field')).toBeDefined();
    expect(impactOf(diffManifests([claim('1Gi'), expandable], [claim('2Gi'), expandable], OPTIONS), 'immutable-field')).toBeDefined();
  });

  it('sums what all ask for', () => {
    const asking = deployment({}, {}, { resources: { requests: { cpu: '1', memory: '1Gi' } } });
    expect(diffManifests([asking, claim('1Gi')], [asking, claim('1Gi')], OPTIONS).capacity.after).toEqual({
      minimum: { 'requests.cpu': '3', 'requests.memory': '3Gi', storage: '1Gi' },
      maximum: { 'requests.cpu': '3', 'requests.memory': '3Gi', storage: '1Gi' },
    });
  });
});
