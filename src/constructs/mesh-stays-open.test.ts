import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { edgesLost } from '../checks/edges-lost.ts';
import { admit } from './edge.ts';
import { Foundation } from './foundation.ts';
import { Migrator } from './migrator.ts';
import { Postgres } from './postgres.ts';
import { Probe } from './probe.ts';
import { Ready, Version } from './ready.ts';
import { Redis } from './redis.ts';
import { SmokeTest } from './smoke-test.ts';
import { type Target } from './target.ts';
import { type Rendered, exampleDigest, exampleSystem, objectsOf } from './test-support.ts';
import { WebWorkload } from './web-workload.ts';
import { Worker } from './worker.ts';

/** What two releases may differ in: the mesh, and who uses what. */
interface Release {
  readonly mesh: Target['mesh'];
  readonly native: boolean;
  readonly appUses: readonly ('redis' | 'api')[];
  readonly workerUses: readonly ('redis' | 'api')[];
  readonly migrateUses: readonly ('postgres' | 'redis')[];
  readonly smokeTests: readonly ('app' | 'api')[];
  readonly exposed: readonly ('app' | 'api')[];
  readonly scraped: readonly ('app' | 'api')[];
}

const image = `registry.acme.example/store:1@${exampleDigest('d')}`;
const METRICS = 9090;
const INGRESS = { namespace: 'edge', labels: { app: 'ingress' } };
const PROMETHEUS = { namespace: 'monitoring', labels: { app: 'prometheus' } };

/** Whether Prometheus is in the mesh; the ingress controller never is. */
type Place = { readonly prometheusMeshed: boolean };

function render(release: Release, { prometheusMeshed }: Place): Rendered[] {
  const prometheus = { ...PROMETHEUS, meshed: prometheusMeshed };
  const system = exampleSystem({ target: { mesh: release.mesh, nativeSidecars: release.native, monitoring: { from: prometheus, labels: {} } } });
  new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30 } });
  const postgres = Postgres.from(system, 'postgres', { form: 'in-cluster', image, password: 'shop/db#password', storage: '1Gi' });
  const redis = Redis.from(system, 'redis', { form: 'in-cluster', image });
  new Migrator(system, 'migrator', { image: system.image('migrator'), uses: release.migrateUses.map((name) => (name === 'redis' ? redis : postgres)) });
  const web = { image: system.image('app'), port: 3000, ready: Ready.http('/ready', { version: Version.none }), live: Probe.http('/live') };
  const metrics = (name: 'app' | 'api') => (release.scraped.includes(name) ? { metrics: { port: METRICS } } : {});
  const api = new WebWorkload(system, 'api', { ...web, ...metrics('api'), name: 'api', uses: [postgres] });
  const used = { api, redis };
  const app = new WebWorkload(system, 'app', { ...web, ...metrics('app'), name: 'app', uses: [postgres, ...release.appUses.map((name) => used[name])] });
  new Worker(system, 'worker', { name: 'worker', image: system.image('app'), live: Probe.exec(['true']), uses: release.workerUses.map((name) => used[name]) });
  if (release.smokeTests.length > 0) new SmokeTest(system, 'smoke', { tests: release.smokeTests.map((name) => ({ app, api })[name]) });
  for (const to of release.exposed) admit(system, { from: 'ingress', peer: INGRESS, to, port: 3000 });
  return objectsOf(system);
}

/** A pod, or a caller elsewhere. */
interface Pod {
  readonly component: string;
  readonly mesh: Target['mesh'];
  readonly account: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly wave: number;
  readonly hook: boolean;
}

const waveOf = (object: Rendered): number => Number(object.metadata.annotations['argocd.argoproj.io/sync-wave']);
const keyOf = (object: Rendered): string => `${object.apiVersion} ${object.kind} ${object.metadata.name}`;

function podsOf(objects: readonly Rendered[]): Pod[] {
  return objects.flatMap((object): Pod[] => {
    const template = object.spec?.template;
    if (template?.spec === undefined) return [];
    const { labels, annotations = {} } = template.metadata;
    const mesh = labels['sidecar.istio.io/inject'] === 'true' ? 'istio' : annotations['linkerd.io/inject'] === 'enabled' ? 'linkerd' : 'none';
    return [{ component: labels['app.kubernetes.io/component'], mesh, account: template.spec.serviceAccountName, namespace: object.metadata.namespace, labels, wave: waveOf(object), hook: object.kind === 'Job' }];
  });
}

function callersElsewhere({ mesh }: Release, { prometheusMeshed }: Place): Pod[] {
  const pod = { labels: {}, wave: -99, hook: false };
  // Istio's proxies pass on in plaintext what Prometheus dials by the address of a pod.
  const scrapes = !prometheusMeshed ? (['none'] as const) : mesh === 'istio' ? ([mesh, 'none'] as const) : [mesh];
  return [
    { ...pod, component: 'edge', mesh: 'none', account: 'ingress', namespace: 'edge' },
    ...scrapes.map((scraped) => ({ ...pod, component: 'monitoring', mesh: scraped, account: 'prometheus', namespace: 'monitoring' })),
  ];
}

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly port: number;
}

/** The edges that network policies draw: who may reach which port of which component. */
function edgesOf(objects: readonly Rendered[]): Edge[] {
  return objects.flatMap(({ kind, spec }): Edge[] => {
    if (kind !== 'NetworkPolicy' || spec.ingress === undefined) return [];
    const [{ from, ports }] = spec.ingress;
    const [{ namespaceSelector, podSelector }] = from;
    const caller = namespaceSelector?.matchLabels['kubernetes.io/metadata.name'] ?? podSelector.matchLabels['app.kubernetes.io/component'];
    return [{ from: caller, to: spec.podSelector.matchLabels['app.kubernetes.io/component'], port: ports[0].port }];
  });
}

const textOf = ({ from, to, port }: Edge): string => `${from} to ${to}:${port}`;
const matches = (labels: Readonly<Record<string, string>>, wanted: Readonly<Record<string, string>> = {}): boolean => Object.entries(wanted).every(([key, value]) => labels[key] === value);

/** Whether the mesh's proxy before the target lets the caller in, by what is applied; earlier objects are older. */
function admits(live: readonly Rendered[], caller: Pod, target: Pod, port: number): boolean {
  // A proxy of another mesh, or none, shows no certificate that this one knows.
  const known = caller.mesh === target.mesh;
  if (target.mesh === 'istio') return istioAdmits(live, caller, known, target, port);
  return target.mesh === 'none' || linkerdAdmits(live, caller, known, target, port);
}

/** https://istio.io/latest/docs/concepts/security/ */
function istioAdmits(live: readonly Rendered[], caller: Pod, known: boolean, target: Pod, port: number): boolean {
  const peers = live.filter(({ kind }) => kind === 'PeerAuthentication');
  const own = peers.find(({ spec }) => spec.selector !== undefined && matches(target.labels, spec.selector.matchLabels));
  const strict = peers.some(({ spec }) => spec.selector === undefined && spec.mtls.mode === 'STRICT');
  if (!known && strict && own?.spec.portLevelMtls[String(port)]?.mode !== 'PERMISSIVE') return false;
  const policies = live.filter(({ apiVersion, kind, spec }) => apiVersion.startsWith('security.istio.io/') && kind === 'AuthorizationPolicy' && matches(target.labels, spec.selector?.matchLabels));
  const principal = `cluster.local/ns/${caller.namespace}/sa/${caller.account}`;
  const allowed = ({ from: [{ source }], to }: Rendered): boolean => {
    if (to !== undefined && !to[0].operation.ports.includes(String(port))) return false;
    if (source.notPrincipals !== undefined) return !known;
    return known && (source.principals?.includes(principal) ?? source.namespaces.includes(caller.namespace));
  };
  return policies.length === 0 || policies.some(({ spec }) => (spec.rules ?? []).some(allowed));
}

/** https://linkerd.io/2/reference/authorization-policy/ */
function linkerdAdmits(live: readonly Rendered[], caller: Pod, known: boolean, target: Pod, port: number): boolean {
  const server = live.find(({ kind, spec }) => kind === 'Server' && spec.port === port && matches(target.labels, spec.podSelector.matchLabels));
  if (server === undefined) return true;
  const proves = ({ kind, name }: Rendered): boolean => {
    const found = live.find((object) => object.kind === kind && object.metadata.name === name);
    if (found === undefined) return false;
    if (kind === 'NetworkAuthentication') return true;
    const [identity] = found.spec.identityRefs;
    return known && (identity.kind === 'Namespace' ? identity.name === caller.namespace : caller.namespace === found.metadata.namespace && identity.name === caller.account);
  };
  return live.some(({ apiVersion, kind, spec }) => apiVersion.startsWith('policy.linkerd.io/') && kind === 'AuthorizationPolicy' && spec.targetRef.name === server.metadata.name && spec.requiredAuthenticationRefs.every(proves));
}

/** Which edges are shut that must be open, at every point where the sync from one release to the next may fail. */
function shutEdges(before: readonly Rendered[], after: readonly Rendered[], outside: { readonly before: readonly Pod[]; readonly after: readonly Pod[] }): string[] {
  const [olds, news] = [podsOf(before), podsOf(after)];
  const kept = new Set(edgesOf(after).map(textOf));
  const last = Math.max(...after.map(waveOf));
  const shut: string[] = [];
  for (const wave of [...new Set(after.map(waveOf))].sort((a, b) => a - b)) {
    const live = new Map(before.map((object) => [keyOf(object), object]));
    for (const object of after) if (waveOf(object) <= wave) live.set(keyOf(object), object);
    const objects = [...live.values()];
    const check = (what: string, edges: readonly Edge[], callers: readonly Pod[], targets: readonly Pod[]): void => {
      for (const edge of edges) {
        for (const caller of callers.filter(({ component }) => component === edge.from)) {
          for (const target of targets.filter(({ component }) => component === edge.to)) {
            if (!admits(objects, caller, target, edge.port)) shut.push(`wave ${wave}: ${what}: ${textOf(edge)}`);
          }
        }
      }
    };
    const waveOfNew = (component: string): number => news.find((pod) => pod.component === component)?.wave ?? 99;
    // Rolled out, a component has no pods of the old release any more; in its wave it has pods of both.
    const oldsLeft = olds.filter(({ component, hook }) => !hook && waveOfNew(component) >= wave);
    const newsMade = news.filter((pod) => pod.wave <= wave);
    if (wave < last) {
      check('the old release', edgesOf(before), [...oldsLeft, ...outside.before], oldsLeft);
      // Plaintext that the new release no longer takes at a port is taken by the old one's pods alone.
      const lasting = edgesOf(before).filter((edge) => kept.has(textOf(edge)) || !outside.before.some(({ component, mesh }) => component === edge.from && mesh === 'none'));
      check('the old release to the new one', lasting, [...oldsLeft, ...outside.before], newsMade);
    }
    check('the new release', edgesOf(after), [...newsMade, ...outside.after], newsMade);
  }
  return shut;
}

function failures(before: Release, after: Release, place: Place): string[] {
  return shutEdges(render(before, place), render(after, place), { before: callersElsewhere(before, place), after: callersElsewhere(after, place) });
}

/** Who gets in at the end and should not, or does not and should. */
function wrongAtEnd(release: Release, place: Place): string[] {
  const objects = render(release, place);
  const elsewhere = callersElsewhere(release, place);
  const stranger: Pod = { component: 'stranger', mesh: release.mesh, account: 'app', namespace: 'foreign', labels: {}, wave: 0, hook: false };
  const pods = podsOf(objects);
  const edges = edgesOf(objects);
  const open = new Set(edges.map(textOf));
  const wrong: string[] = [];
  for (const target of pods.filter(({ mesh }) => mesh !== 'none')) {
    for (const port of new Set(edges.map((edge) => edge.port))) {
      // Whom no certificate tells apart, network policies do; Linkerd then asks nobody for one.
      const unknown = edges.some((edge) => edge.to === target.component && edge.port === port && [...pods, ...elsewhere].some(({ component, mesh }) => component === edge.from && mesh !== target.mesh));
      const declared = release.mesh === 'istio' || edges.some((edge) => edge.to === target.component && edge.port === port);
      if (!declared) continue;
      for (const caller of [...pods, ...elsewhere, stranger]) {
        const edge = { from: caller.component, to: target.component, port };
        const expected = caller.mesh === target.mesh && release.mesh === 'istio' ? open.has(textOf(edge)) : unknown || open.has(textOf(edge));
        if (admits(objects, caller, target, port) !== expected) wrong.push(`${textOf(edge)} should be ${expected ? 'open' : 'shut'}`);
      }
    }
  }
  return wrong;
}

const plain: Release = { mesh: 'none', native: false, appUses: ['redis', 'api'], workerUses: ['api'], migrateUses: ['postgres'], smokeTests: ['app', 'api'], exposed: ['app'], scraped: ['app', 'api'] };
const outsideOfMesh: Place = { prometheusMeshed: false };

const some = <T extends string>(...all: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...all]);
const release: fc.Arbitrary<Release> = fc.record({
  mesh: fc.constantFrom('none', 'istio', 'linkerd'),
  native: fc.boolean(),
  appUses: some('redis', 'api'),
  workerUses: some('redis', 'api'),
  migrateUses: some('postgres', 'redis'),
  smokeTests: some('app', 'api'),
  exposed: some('app', 'api'),
  scraped: some('app', 'api'),
});
const place: fc.Arbitrary<Place> = fc.record({ prometheusMeshed: fc.boolean() });

describe.each([
  ['istio', false],
  ['istio', true],
  ['linkerd', false],
  ['linkerd', true],
] as const)('in %s, native sidecars %s, every edge stays open at every point where a sync may fail', (mesh, native) => {
  const meshed: Release = { ...plain, mesh, native };
  it.each<[string, Release, Release]>([
    ['a running system joins the mesh', plain, meshed],
    ['a running system joins it and gives up an edge in the same release', plain, { ...meshed, appUses: ['api'] }],
    ['a running system joins it and no longer calls a port at all', plain, { ...meshed, appUses: ['redis'], workerUses: [], smokeTests: ['app'], scraped: ['api'] }],
    ['a component gets an edge', { ...meshed, appUses: [] }, meshed],
    ['a port gets its first caller', { ...meshed, appUses: ['api'] }, meshed],
    ['an edge is given up', meshed, { ...meshed, appUses: ['api'] }],
    ['a component is exposed', { ...meshed, exposed: [] }, meshed],
    ['an exposure goes and the scrape stays', meshed, { ...meshed, exposed: [] }],
    ['a scrape goes and the exposure stays', meshed, { ...meshed, scraped: ['api'] }],
    ['a Job dials another port', meshed, { ...meshed, migrateUses: ['postgres', 'redis'] }],
    ['the proxies become native sidecars, or no longer are', meshed, { ...meshed, native: !native }],
    ['nothing changes', meshed, meshed],
  ])('%s', (_name, before, after) => {
    expect(failures(before, after, outsideOfMesh)).toEqual([]);
    expect(failures(after, before, outsideOfMesh)).toEqual([]);
  });

  it('and in the end everybody is shut out whom no edge lets in', () => {
    expect(wrongAtEnd(meshed, outsideOfMesh)).toEqual([]);
    expect(wrongAtEnd(meshed, { prometheusMeshed: true })).toEqual([]);
  });
});

describe('an edge in a mesh', () => {
  it('stays open from any release to any other', () => {
    fc.assert(
      fc.property(release, release, place, (before, after, where) => {
        expect(failures(before, after, where)).toEqual([]);
        expect(wrongAtEnd(after, where)).toEqual([]);
        expect(edgesLost(render(before, where), render(after, where))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, Release, (object: Rendered) => Rendered]>([
    [
      'Istio let only callers with an identity in',
      { ...plain, mesh: 'istio' },
      (object) => (object.kind === 'AuthorizationPolicy' && object.spec.rules?.length > 1 ? { ...object, spec: { ...object.spec, rules: object.spec.rules.slice(0, 1) } } : object),
    ],
    ['strict mTLS came first', { ...plain, mesh: 'istio' }, (object) => (object.kind === 'PeerAuthentication' ? early(object) : object)],
    ['Servers came first', { ...plain, mesh: 'linkerd' }, (object) => (object.kind === 'Server' ? early(object) : object)],
  ])('would be shut for the running release if %s', (_name, after, change) => {
    const outside = callersElsewhere(after, outsideOfMesh);
    expect(shutEdges(render(plain, outsideOfMesh), render(after, outsideOfMesh).map(change), { before: outside, after: outside })).not.toEqual([]);
  });

  it('would never open for a new caller if Istio had its policies in the last wave', () => {
    const [before, after] = [{ ...plain, mesh: 'istio' as const, appUses: [] }, { ...plain, mesh: 'istio' as const }];
    const late = render(after, outsideOfMesh).map((object) => (object.kind === 'AuthorizationPolicy' ? inWave(object, 2) : object));
    const outside = callersElsewhere(after, outsideOfMesh);
    expect(shutEdges(render(before, outsideOfMesh), late, { before: outside, after: outside })).toContain('wave 0: the new release: app to redis:6379');
  });
});

function early(object: Rendered): Rendered {
  return inWave(object, -5);
}

function inWave(object: Rendered, wave: number): Rendered {
  return { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata.annotations, 'argocd.argoproj.io/sync-wave': String(wave) } } };
}
