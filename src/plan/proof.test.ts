import { describe, expect, it } from '@jest/globals';
import { type SyncOptions } from '../argocd/sync/sync-options.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { prove } from './proof.ts';
import { ReleaseSet } from './release-set.ts';
import { annotated, edited, NAMESPACE, object, shop, wave } from './test-support/shop.ts';

const set = (manifests: readonly Manifest[]): ReleaseSet => new ReleaseSet(manifests, NAMESPACE);
const proof = (before: readonly Manifest[], after: readonly Manifest[], options: Partial<SyncOptions> = {}) => prove(set(before), set(after), { namespace: NAMESPACE, ...options });

/** A way to break a release, and what shows it: the invariant, and the `Kind name` that the counterexample is about. */
interface Mutation {
  readonly before?: Parameters<typeof edited>[1];
  readonly after?: Parameters<typeof edited>[1];
  /** Done to both releases: a layout that has always been wrong. */
  readonly both?: Parameters<typeof edited>[1];
  readonly adds?: readonly Manifest[];
  readonly options?: Partial<SyncOptions>;
  readonly shows: readonly [invariant: string, about: string];
}

const NEW_FILES = { after: { 'ConfigMap files-aa': { metadata: { name: 'files-bb' }, data: { 'nginx.conf': 'two' } }, 'Deployment web': { spec: { template: { spec: { volumes: [{ name: 'files', configMap: { name: 'files-bb' } }, { name: 'uploads', persistentVolumeClaim: { claimName: 'uploads' } }] } } } } } } as const;
const egress = (port: number): Readonly<Record<string, unknown>> => ({ spec: { egress: [{ to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'db' } } }], ports: [{ port, protocol: 'TCP' }] }] } });
const ISTIO = { spec: { template: { metadata: { labels: { 'sidecar.istio.io/inject': 'true' } } } } } as const;
const LINKERD = { spec: { template: { metadata: { annotations: { 'linkerd.io/inject': 'enabled' } } } } } as const;
const LAST = { 'HorizontalPodAutoscaler web': null, 'Ingress web': null } as const;
const deletionHook = (type: string, spec: Readonly<Record<string, unknown>>): Manifest => object('batch/v1', 'Job', 'farewell', 0, { metadata: { annotations: { 'argocd.argoproj.io/hook': type } }, spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'farewell', image: 'registry.example/farewell' }] } }, ...spec } });
const NO_HOOK = { metadata: { annotations: { 'argocd.argoproj.io/hook': null, 'argocd.argoproj.io/hook-delete-policy': null } } } as const;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'the migrator in the wave of the app': { both: { 'Job migrate': wave(0) }, shows: ['migrated-before-app', 'Deployment web'] },
  'the migrator after the app': { both: { 'Job migrate': wave(1) }, shows: ['migrated-before-app', 'Deployment web'] },
  'the app in the wave before the migrator': { both: { 'Deployment web': wave(-2), 'PersistentVolumeClaim uploads': wave(-2) }, shows: ['migrated-before-app', 'Deployment web'] },
  'the migrator as PreSync hook': { both: { 'Job migrate': annotated({ 'argocd.argoproj.io/hook': 'PreSync' }) }, shows: ['sync-completes', 'Job migrate'] },
  'the migrator as a plain Job with a fixed name': { both: { 'Job migrate': NO_HOOK }, shows: ['sync-completes', 'Job migrate'] },
  'the migrator as a plain Job with a hash in its name': { before: { 'Job migrate': { ...NO_HOOK, metadata: { ...NO_HOOK.metadata, name: 'migrate-1' } } }, after: { 'Job migrate': { ...NO_HOOK, metadata: { ...NO_HOOK.metadata, name: 'migrate-2' } } }, shows: ['next-sync-proceeds', 'Job migrate-2'] },
  'a migrator that is kept until it succeeds': { both: { 'Job migrate': annotated({ 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded' }) }, shows: ['next-sync-proceeds', 'Job migrate'] },
  'a migrator without a deadline': { both: { 'Job migrate': { spec: { activeDeadlineSeconds: null } } }, shows: ['hook-jobs-end', 'Job migrate'] },
  'a smoke test without a deadline': { both: { 'Job smoke': { spec: { activeDeadlineSeconds: null } } }, shows: ['hook-jobs-end', 'Job smoke'] },
  "a hook Job with Istio's proxy": { both: { 'Job migrate': ISTIO }, shows: ['hook-jobs-end', 'Job migrate'] },
  "a hook Job with Linkerd's proxy": { both: { 'Job smoke': LINKERD }, shows: ['hook-jobs-end', 'Job smoke'] },
  'a ServiceAccount as hook': { both: { 'ServiceAccount web': annotated({ 'argocd.argoproj.io/hook': 'Sync' }) }, shows: ['pods-can-restart', 'ServiceAccount web'] },
  'a ServiceAccount as PreSync hook': { both: { 'ServiceAccount db': annotated({ 'argocd.argoproj.io/hook': 'PreSync' }) }, shows: ['pods-can-restart', 'ServiceAccount db'] },
  'an ExternalSecret as hook': { both: { 'ExternalSecret runtime-aa': annotated({ 'argocd.argoproj.io/hook': 'PreSync' }) }, shows: ['pods-can-restart', 'Secret runtime-aa'] },
  'a ConfigMap as hook': { both: { 'ConfigMap files-aa': annotated({ 'argocd.argoproj.io/hook': 'Sync' }) }, shows: ['pods-can-restart', 'ConfigMap files-aa'] },
  'PruneLast dropped, where the files change': { ...NEW_FILES, options: { pruneLast: false }, shows: ['pods-can-restart', 'ConfigMap files-aa'] },
  'a ConfigMap without a hash in its name': { after: { 'ConfigMap files-aa': { data: { 'nginx.conf': 'two' } } }, shows: ['pods-can-restart', 'ConfigMap files-aa'] },
  'an ExternalSecret without a hash in its name': { after: { 'ExternalSecret runtime-aa': { spec: { data: [{ secretKey: 'url', remoteRef: { key: 'shop/other' } }] } } }, shows: ['pods-can-restart', 'ExternalSecret runtime-aa'] },
  'Prune=false on what has a hash in its name': { ...NEW_FILES, before: { 'ConfigMap files-aa': annotated({ 'argocd.argoproj.io/sync-options': 'Prune=false' }) }, shows: ['sync-settles', 'ConfigMap files-aa'] },
  'a policy changed in place, for what its pods call': { after: { 'NetworkPolicy web-to-db-egress': egress(6432) }, shows: ['edges-stay-open', 'Deployment web'] },
  'a policy narrowed in place, for who calls': { after: { 'NetworkPolicy web-to-db-ingress': { spec: { ingress: [] } } }, shows: ['edges-stay-open', 'StatefulSet db'] },
  "a mesh's policy narrowed in place": { after: { 'AuthorizationPolicy web-to-db': { spec: { rules: [{ from: [{ source: { principals: ['api'] } }] }] } } }, shows: ['edges-stay-open', 'AuthorizationPolicy web-to-db'] },
  'a new edge that opens after the app that needs it': { after: {}, adds: [object('networking.k8s.io/v1', 'NetworkPolicy', 'web-to-mail', 1, { spec: { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, policyTypes: ['Egress'], egress: [{ ports: [{ port: 25 }] }] } })], shows: ['edges-stay-open', 'Deployment web'] },
  "the migrator's edge opened after it": { both: { 'NetworkPolicy migrate-to-db-egress': wave(0), 'NetworkPolicy default-deny': wave(-5) }, shows: ['edges-stay-open', 'Job migrate'] },
  'the autoscaler in the wave of the app': { both: { 'HorizontalPodAutoscaler web': wave(0) }, shows: ['gates-end', 'HorizontalPodAutoscaler web'] },
  'the Ingress in the wave of the app': { both: { 'Ingress web': wave(0) }, shows: ['gates-end', 'Ingress web'] },
  'the Ingress beside the smoke test': { both: { 'Ingress web': wave(1) }, shows: ['gates-end', 'Ingress web'] },
  'an HTTPRoute in the wave of the app': { adds: [object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', 0, {})], shows: ['gates-end', 'HTTPRoute web'] },
  'a load balancer in the wave of the app': { both: { 'Service web': { spec: { type: 'LoadBalancer' } } }, shows: ['gates-end', 'Service web'] },
  'a hook after the last wave': { both: { 'Job smoke': annotated({ 'argocd.argoproj.io/hook': 'PostSync' }) }, shows: ['gates-end', 'Ingress web'] },
  'a claim before its pod': { both: { 'PersistentVolumeClaim uploads': wave(-3) }, shows: ['sync-completes', 'PersistentVolumeClaim uploads'] },
  'a claim after its pod': { both: { 'PersistentVolumeClaim uploads': wave(1) }, shows: ['sync-completes', 'Deployment web'] },
  'a ServiceAccount after its pod': { both: { 'ServiceAccount web': wave(1) }, shows: ['sync-completes', 'Deployment web'] },
  'an ExternalSecret after who reads it': { both: { 'ExternalSecret runtime-aa': wave(0) }, shows: ['sync-completes', 'Job migrate'] },
  'files after who mounts them': { both: { 'ConfigMap files-aa': wave(2) }, shows: ['sync-completes', 'Deployment web'] },
  'a Service that selects a version': { before: { 'Service web': { spec: { selector: { version: '1' } } } }, after: { 'Service web': { spec: { selector: { version: '2' } } } }, shows: ['services-select', 'Service web'] },
  'a named port that the old pods lack': { after: { 'Service web': { spec: { ports: [{ name: 'main', port: 80, targetPort: 'web', protocol: 'TCP' }] } }, 'Deployment web': { spec: { template: { spec: { containers: [{ name: 'web', image: 'registry.example/web', env: [], ports: [{ name: 'web', containerPort: 3000 }] }] } } } } }, shows: ['services-select', 'Service web'] },
  "a Deployment's selector changed": { after: { 'Deployment web': { spec: { selector: { matchLabels: { app: 'web' } } } } }, shows: ['sync-completes', 'Deployment web'] },
  "a StatefulSet's claim changed": { after: { 'StatefulSet db': { spec: { volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '2Gi' } } } }] } } }, shows: ['sync-completes', 'StatefulSet db'] },
  'a claim that leaves, and may be pruned': { before: { 'PersistentVolumeClaim uploads': annotated({ 'argocd.argoproj.io/sync-options': null }) }, after: { 'PersistentVolumeClaim uploads': null, 'Deployment web': { spec: { template: { spec: { volumes: [] } } } } }, shows: ['data-is-kept', 'PersistentVolumeClaim uploads'] },
  'a data store that leaves, and may be pruned': { before: { 'StatefulSet db': annotated({ 'argocd.argoproj.io/sync-options': null }) }, after: { 'StatefulSet db': null, 'Service db': null }, shows: ['data-is-kept', 'StatefulSet db'] },
  'files that leave, and are mounted still': { after: { 'ConfigMap files-aa': null }, shows: ['pods-can-restart', 'ConfigMap files-aa'] },
  'a ServiceAccount that leaves before its pods': { after: { 'ServiceAccount db': null }, shows: ['pods-can-restart', 'ServiceAccount db'] },
  'the source of a Secret that leaves': { after: { 'ExternalSecret runtime-aa': null, 'Job migrate': null }, shows: ['pods-can-restart', 'Secret runtime-aa'] },
  'pods in the last wave that lack something': { after: { 'Job smoke': null, 'Deployment web': wave(2), 'PersistentVolumeClaim uploads': wave(2), 'ServiceAccount web': null, ...LAST }, shows: ['sync-completes', 'Deployment web'] },
  'a Deployment that is replaced by force': { after: { 'Deployment web': annotated({ 'argocd.argoproj.io/sync-options': ' Replace=true , Force=true' }) }, shows: ['services-select', 'Service web'] },
  'a Deployment that becomes a hook': { after: { 'Deployment web': annotated({ 'argocd.argoproj.io/hook': 'Sync' }) }, shows: ['services-select', 'Service web'] },
  'a Service that goes before who it leads to': { after: { 'Service web': null }, options: { pruneLast: false }, shows: ['services-select', 'Service web'] },
  'what waits for a person to be pruned': { before: { 'NetworkPolicy web-to-db-egress': annotated({ 'argocd.argoproj.io/sync-options': 'Prune=confirm' }) }, after: { 'NetworkPolicy web-to-db-egress': null }, shows: ['sync-completes', 'NetworkPolicy web-to-db-egress'] },
  'hooks that only a success or a failure deletes, when neither came': { both: { 'Job migrate': annotated({ 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded, HookFailed' }) }, shows: ['next-sync-proceeds', 'Job migrate'] },
  'a hook of the deletion without a deadline': { adds: [deletionHook('PostDelete', {})], shows: ['hook-jobs-end', 'Job farewell'] },
  'the app in a wave that is no integer': { both: { 'Job migrate': annotated({ 'argocd.argoproj.io/sync-wave': 'first' }) }, shows: ['migrated-before-app', 'Deployment web'] },
  'a Namespace that leaves': { after: { [`Namespace ${NAMESPACE}`]: null }, shows: ['data-is-kept', `Namespace ${NAMESPACE}`] },
};

describe('a proof', () => {
  it('finds nothing in a release, where all is as it should be', () => {
    const { counterexamples, stories } = proof(shop('1'), shop('2'));
    expect(counterexamples).toEqual([]);
    expect(stories).toBeGreaterThan(50);
  });

  it('finds nothing in a first release', () => {
    expect(prove(undefined, set(shop('1')), { namespace: NAMESPACE }).counterexamples).toEqual([]);
  });

  it('finds nothing in a release that changes files', () => {
    expect(proof(shop('1'), edited(shop('2'), NEW_FILES.after)).counterexamples).toEqual([]);
  });

  it('finds nothing where an edge leaves and the migration fails', () => {
    const without = edited(shop('2'), { 'NetworkPolicy web-to-db-egress': null, 'NetworkPolicy web-to-db-ingress': null, 'AuthorizationPolicy web-to-db': null });
    expect(proof(shop('1'), without).counterexamples).toEqual([]);
  });

  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['hooks of the deletion, which no sync applies', [...shop('1'), deletionHook('PreDelete', { activeDeadlineSeconds: 60 })], [...shop('2'), deletionHook('PostDelete', { activeDeadlineSeconds: 60 })]],
    ['a hook for a failure', [...shop('1'), deletionHook('SyncFail', { activeDeadlineSeconds: 60 })], [...shop('2'), deletionHook('SyncFail', { activeDeadlineSeconds: 90 })]],
    ['a hook that names nothing known, which never runs', [...shop('1'), deletionHook('Whenever', {})], [...shop('2'), deletionHook('Whenever', {})]],
    ['hooks that a success has deleted', edited(shop('1'), { 'Job smoke': annotated({ 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded,BeforeHookCreation' }) }), edited(shop('2'), { 'Job smoke': annotated({ 'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded,BeforeHookCreation' }) })],
    ['a Deployment that is replaced, without force', shop('1'), edited(shop('2'), { 'Deployment web': annotated({ 'argocd.argoproj.io/sync-options': 'Replace=true' }) })],
    ['a Service that leaves after who it leads to', shop('1'), edited(shop('2'), { 'Service web': null })],
    ['a Service that comes back', edited(shop('2'), { 'Service web': null }), shop('2')],
  ])('finds nothing in %s', (_name, before, after) => {
    expect(proof(before, after).counterexamples).toEqual([]);
  });

  it('has many ways to break a layout to look for', () => {
    expect(Object.keys(MUTATIONS).length).toBeGreaterThanOrEqual(30);
  });

  it.each(Object.entries(MUTATIONS))('names %s', (_name, { before = {}, after = {}, both = {}, adds = [], options, shows: [invariant, about] }) => {
    const { counterexamples } = proof(edited(edited(shop('1'), both), before), [...edited(edited(shop('2'), both), after), ...adds], options);
    const found = counterexamples.map(({ invariant: id, key }) => `${id}: ${key.split('/')[1]} ${key.split('/')[3]}`);
    expect(found).toContain(`${invariant}: ${about}`);
    const story = counterexamples[found.indexOf(`${invariant}: ${about}`)]!.story;
    expect(story.at(-1)).toContain(about.split(' ')[1]);
  });

  it('tells the shortest story', () => {
    const { counterexamples } = proof(shop('1'), edited(shop('2'), NEW_FILES.after), { pruneLast: false });
    expect(counterexamples.find(({ invariant }) => invariant === 'pods-can-restart')?.story).toEqual(['the release comes over the one that serves', 'ConfigMap files-aa is gone; a pod of Deployment web that restarts cannot start']);
  });

  it.each<[string, Parameters<typeof edited>[1], string, string]>([
    ['in an early wave is to be put into the last', { 'HorizontalPodAutoscaler web': wave(0) }, 'HorizontalPodAutoscaler web', 'put HorizontalPodAutoscaler web into the last wave'],
    ['in the last wave is fine, and the hook after it is not', { 'Job smoke': annotated({ 'argocd.argoproj.io/hook': 'PostSync' }) }, 'HorizontalPodAutoscaler web', 'make Job smoke a Sync hook in a wave before that of HorizontalPodAutoscaler web'],
    ['nor the hook beside it', { 'Job smoke': wave(2) }, 'Ingress web', 'make Job smoke a Sync hook in a wave before that of Ingress web'],
  ])('tells what to do: what somebody else answers for %s', (_name, edits, about, fix) => {
    const { counterexamples } = proof(edited(shop('1'), edits), edited(shop('2'), edits));
    expect(counterexamples.find(({ invariant, key }) => invariant === 'gates-end' && key.endsWith(`/${about.split(' ')[1]}`) && key.includes(about.split(' ')[0]!))?.fix).toBe(fix);
  });

  it('gives no reason of pods to a claim that is refused', () => {
    const claim = (storage: string): Parameters<typeof edited>[1] => ({ 'PersistentVolumeClaim uploads': { spec: { resources: { requests: { storage } } } } });
    const { counterexamples } = proof(edited(shop('1'), claim('2Gi')), edited(shop('2'), claim('1Gi')));
    const { story } = counterexamples.find(({ invariant }) => invariant === 'sync-completes')!;
    expect(story.at(-1)).toContain('PersistentVolumeClaim uploads: spec.resources');
    expect(story.at(-1)).not.toContain('no pod that mounts it');
  });

  it('tells what comes of a hook whose name is made up, in each sync', () => {
    const nameless = object('batch/v1', 'Job', '', 1, { metadata: { name: null, generateName: 'report-', annotations: { 'argocd.argoproj.io/hook': 'Sync' } }, spec: { activeDeadlineSeconds: 60, template: { spec: { containers: [{ name: 'report', image: 'registry.example/report' }] } } } });
    const { counterexamples, failures } = proof([...shop('1'), nameless], [...shop('2'), nameless]);
    expect(counterexamples).toEqual([]);
    expect(failures.filter(({ key }) => key.includes('report')).map(({ key, how, ending }) => [key, how, ending])).toEqual(['refused', 'fails'].map((how) => [`batch/Job/${NAMESPACE}/report-*`, how, 'Failed']));
  });
});
