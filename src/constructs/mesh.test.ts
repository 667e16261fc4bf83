import { describe, expect, it } from '@jest/globals';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { type Dependency } from './dependency.ts';
import { admit, connect } from './edge.ts';
import { Foundation } from './foundation.ts';
import { isMeshed } from './mesh.ts';
import { Migrator } from './migrator.ts';
import { podTemplate } from './pod-template.ts';
import { Postgres, type PostgresProps } from './postgres.ts';
import { Probe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { Ready, Version } from './ready.ts';
import { Redis } from './redis.ts';
import { SmokeTest } from './smoke-test.ts';
import { type System } from './system.ts';
import { type Target } from './target.ts';
import { type Rendered, exampleDigest, exampleSystem, exampleTarget, objectOf, objectsOf, policyOf, problemsOf, withoutHash } from './test-support.ts';
import { WebWorkload } from './web-workload.ts';

type MeshFacts = Pick<Target, 'mesh' | 'nativeSidecars'>;
const MESHES: readonly MeshFacts[] = [
  { mesh: 'none', nativeSidecars: false },
  { mesh: 'istio', nativeSidecars: false },
  { mesh: 'istio', nativeSidecars: true },
  { mesh: 'linkerd', nativeSidecars: false },
  { mesh: 'linkerd', nativeSidecars: true },
];

const image = `registry.acme.example/store:1@${exampleDigest('d')}`;
const STORES = {
  'in-cluster': { form: 'in-cluster', image, password: 'shop/db#password', storage: '1Gi' },
  cnpg: { form: 'cnpg', image, instances: 2, storage: '1Gi' },
  managed: { form: 'managed', database: 'shop', user: 'shop', password: 'shop/db#password', endpoint: 'db.acme.example:5432', cidrs: ['10.1.0.0/16'] },
} as const satisfies Record<string, PostgresProps>;

function shop(facts: Partial<Target>, { postgres = 'in-cluster', cache = true }: { postgres?: keyof typeof STORES; cache?: boolean } = {}): System {
  const system = exampleSystem({ target: facts });
  new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30 } });
  const db = Postgres.from(system, 'postgres', STORES[postgres]);
  const redis = Redis.from(system, 'redis', { form: 'in-cluster', image });
  new Migrator(system, 'migrator', { image: system.image('migrator'), uses: [db] });
  const app = new WebWorkload(system, 'app', {
    name: 'app',
    image: system.image('app'),
    port: 3000,
    ready: Ready.http('/ready', { version: Version.none }),
    live: Probe.http('/live'),
    metrics: { port: 9090 },
    uses: cache ? [db, redis] : [db],
  });
  new SmokeTest(system, 'smoke', { tests: [app] });
  admit(system, { from: 'ingress-nginx', peer: exampleTarget.exposure!.from, to: 'app', port: 3000 });
  return system;
}

const templateOf = (system: System, kind: string, name: string): Rendered => objectOf(system, kind, name).spec.template.metadata;
const ofMesh = (system: System): Rendered[] => objectsOf(system).filter(({ apiVersion }) => /istio\.io|linkerd\.io/.test(apiVersion));
const named = (system: System): string[] => ofMesh(system).map(({ kind, metadata }) => `${metadata.annotations['argocd.argoproj.io/sync-wave']} ${kind} ${withoutHash(metadata.name)}`).sort();

describe.each(MESHES)('a system in the mesh $mesh, native sidecars $nativeSidecars', (facts) => {
  it.each(Object.keys(STORES) as (keyof typeof STORES)[])('holds every rule with Postgres %s', (postgres) => {
    expect(checkManifests(collectManifests(shop(facts, { postgres })))).toEqual([]);
  });

  it('loses with an edge its variables, its network policies and its authorization together', () => {
    const keys = (system: System): string[] => objectsOf(system).map(({ apiVersion, kind, metadata }) => `${apiVersion} ${kind} ${metadata.name}`);
    const [whole, cut] = [shop(facts), shop(facts, { cache: false })];
    const left = new Set(keys(cut));
    const gone = keys(whole).filter((key) => !left.has(key));
    const kinds = { none: [], istio: ['AuthorizationPolicy'], linkerd: ['AuthorizationPolicy', 'MeshTLSAuthentication'] }[facts.mesh];
    expect(gone.map((key) => key.split(' ')[1] ?? '').sort()).toEqual([...kinds, 'NetworkPolicy', 'NetworkPolicy'].sort());
    expect(gone.every((key) => key.includes(' app-to-redis-6379'))).toBe(true);
    const variables = (system: System): string[] => objectOf(system, 'Deployment').spec.template.spec.containers[0].env.map(({ name }: { name: string }) => name);
    expect(variables(whole).filter((name) => !variables(cut).includes(name))).toEqual(['REDIS_URL']);
    expect(keys(cut).filter((key) => !keys(whole).includes(key))).toEqual([]);
  });

  it('takes in workloads and stores, and Jobs where their proxies end with them', () => {
    const system = shop(facts);
    const joins = (kind: string, name: string): boolean => {
      const { labels, annotations = {} } = templateOf(system, kind, name);
      return labels['sidecar.istio.io/inject'] === 'true' || annotations['linkerd.io/inject'] === 'enabled';
    };
    const all = facts.mesh !== 'none';
    expect([joins('Deployment', 'app'), joins('StatefulSet', 'postgres'), joins('StatefulSet', 'redis')]).toEqual([all, all, all]);
    expect([joins('Job', 'shop-migrate'), joins('Job', 'shop-smoke')]).toEqual([facts.nativeSidecars, facts.nativeSidecars]);
  });

  it('changes pods by what they say to the mesh, and by nothing else', () => {
    const bare = (system: System): Rendered[] =>
      objectsOf(system).flatMap((object) => {
        if (object.spec?.template?.spec === undefined) return [];
        const { spec, metadata } = structuredClone(object.spec.template);
        for (const map of [metadata.labels, metadata.annotations ?? {}]) {
          for (const key of Object.keys(map)) if (/istio|linkerd|slipway\.dev|safe-to-evict-local/.test(key)) delete map[key];
        }
        return [{ spec, labels: metadata.labels, annotations: metadata.annotations ?? {} }];
      });
    expect(bare(shop(facts))).toEqual(bare(shop({ mesh: 'none' })));
  });
});

describe('in Istio', () => {
  const ordinary = { mesh: 'istio', nativeSidecars: false } as const;
  const native = { mesh: 'istio', nativeSidecars: true } as const;

  it('has one authorization an edge, early, and what narrows last', () => {
    expect(named(shop(ordinary))).toEqual([
      '-5 AuthorizationPolicy app-to-postgres-5432',
      '-5 AuthorizationPolicy app-to-redis-6379',
      '-5 AuthorizationPolicy ingress-nginx-to-app-3000',
      '-5 AuthorizationPolicy migrate-to-postgres-5432',
      '-5 AuthorizationPolicy prometheus-to-app-9090',
      '-5 AuthorizationPolicy smoke-to-app-3000',
      '-5 PeerAuthentication app-plaintext-3000-9090',
      '-5 PeerAuthentication postgres-plaintext-5432',
      '2 AuthorizationPolicy default-deny',
      '2 PeerAuthentication default',
    ]);
  });

  it('lets the account of the caller in at the port of the pods, and leaves plaintext to PeerAuthentication', () => {
    expect(objectOf(shop(ordinary), 'AuthorizationPolicy', 'app-to-redis-6379').spec).toEqual({
      action: 'ALLOW',
      rules: [
        { from: [{ source: { principals: ['cluster.local/ns/shop-staging/sa/app'] } }], to: [{ operation: { ports: ['6379'] } }] },
        { from: [{ source: { notPrincipals: ['*'] } }] },
      ],
      selector: { matchLabels: { 'app.kubernetes.io/component': 'redis', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' } },
    });
  });

  it('is strict but for ports that callers outside of the mesh dial, of exactly the pods that say so', () => {
    const system = shop(ordinary);
    expect(objectOf(system, 'PeerAuthentication', 'default').spec).toEqual({ mtls: { mode: 'STRICT' } });
    expect(objectOf(system, 'AuthorizationPolicy', 'default-deny').spec).toEqual({ action: 'ALLOW' });
    const { spec } = objectOf(system, 'PeerAuthentication', 'app-plaintext-3000-9090');
    expect(spec.mtls).toEqual({ mode: 'UNSET' });
    expect(spec.portLevelMtls).toEqual({ 3000: { mode: 'PERMISSIVE' }, 9090: { mode: 'PERMISSIVE' } });
    expect(templateOf(system, 'Deployment', 'app').labels).toMatchObject(spec.selector.matchLabels);
    expect(templateOf(system, 'StatefulSet', 'redis').labels).not.toHaveProperty('slipway.dev/plaintext-ports');
    expect(objectOf(system, 'Deployment').spec.selector.matchLabels).not.toHaveProperty('slipway.dev/plaintext-ports');
  });

  it.each<[string, Partial<Target>, string[]]>([
    ['Jobs without proxies', ordinary, ['app-plaintext-3000-9090', 'postgres-plaintext-5432']],
    ['Jobs with native sidecars', native, ['app-plaintext-3000-9090']],
    ['a Prometheus in the mesh, whose proxy passes on in plaintext what is dialled by address', { ...native, monitoring: { ...exampleTarget.monitoring!, from: { ...exampleTarget.monitoring!.from, meshed: true } } }, ['app-plaintext-3000-9090']],
  ])('takes plaintext only where it must: %s', (_name, facts, expected) => {
    expect(ofMesh(shop(facts)).filter(({ kind, metadata }) => kind === 'PeerAuthentication' && metadata.name !== 'default').map(({ metadata }) => String(metadata.name)).sort()).toEqual(expected);
  });

  it('knows Jobs by the accounts that they run as', () => {
    const found = ofMesh(shop(native)).find(({ metadata }) => withoutHash(metadata.name) === 'migrate-to-postgres-5432');
    expect(found.spec.rules[0].from[0].source).toEqual({ principals: ['cluster.local/ns/shop-staging/sa/shop-migrate'] });
  });

  it('knows callers of other namespaces by their namespace', () => {
    const system = exampleSystem({ target: ordinary });
    admit(system, { from: 'gateway', peer: { namespace: 'istio-ingress', labels: { app: 'gateway' }, meshed: true }, to: 'app', port: 3000 });
    expect(ofMesh(system)[0].spec.rules[0]).toEqual({ from: [{ source: { namespaces: ['istio-ingress'] } }], to: [{ operation: { ports: ['3000'] } }] });
  });
});

describe('in Linkerd', () => {
  const ordinary = { mesh: 'linkerd', nativeSidecars: false } as const;

  it('has one authorization an edge, early, and closes every port of its pods last', () => {
    expect(named(shop(ordinary)).filter((line) => !line.includes('Authentication'))).toEqual([
      '-5 AuthorizationPolicy app-to-postgres-5432',
      '-5 AuthorizationPolicy app-to-redis-6379',
      '-5 AuthorizationPolicy ingress-nginx-to-app-3000',
      '-5 AuthorizationPolicy migrate-to-postgres-5432',
      '-5 AuthorizationPolicy prometheus-to-app-9090',
      '-5 AuthorizationPolicy smoke-to-app-3000',
      '2 Server app-3000',
      '2 Server app-9090',
      '2 Server postgres-5432',
      '2 Server redis-6379',
    ]);
  });

  it('asks callers in the mesh for their account, and those outside for nothing but a network', () => {
    const system = shop(ordinary);
    expect(objectOf(system, 'AuthorizationPolicy', 'app-to-redis-6379').spec).toEqual({
      requiredAuthenticationRefs: [{ group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: 'app-to-redis-6379' }],
      targetRef: { group: 'policy.linkerd.io', kind: 'Server', name: 'redis-6379' },
    });
    expect(objectOf(system, 'MeshTLSAuthentication', 'app-to-redis-6379').spec).toEqual({ identityRefs: [{ kind: 'ServiceAccount', name: 'app' }] });
    const outside = ofMesh(system).filter(({ kind }) => kind === 'NetworkAuthentication').map(({ metadata }) => withoutHash(metadata.name));
    expect(outside.sort()).toEqual(['ingress-nginx-to-app-3000', 'migrate-to-postgres-5432', 'prometheus-to-app-9090', 'smoke-to-app-3000']);
  });

  it('detects the protocol of programs, and not that of servers that may speak first', () => {
    const system = shop(ordinary);
    expect(objectOf(system, 'Server', 'app-3000').spec.proxyProtocol).toBe('unknown');
    expect(objectOf(system, 'Server', 'redis-6379').spec).toMatchObject({ accessPolicy: 'deny', port: 6379, proxyProtocol: 'opaque' });
  });

  it.each([
    ['app-to-redis-6379-egress', [6379, 4143]],
    ['app-to-redis-6379-ingress', [6379, 4143]],
    ['migrate-to-postgres-5432-egress', [5432]],
    ['ingress-nginx-to-app-3000-ingress', [3000]],
  ])('opens the port of its proxies only where both ends have one: %s', (edge, ports) => {
    const { egress, ingress } = policyOf(shop(ordinary), edge).spec;
    expect((egress ?? ingress)[0].ports.map(({ port }: { port: number }) => port)).toEqual(ports);
  });
});

describe('pods that an operator makes', () => {
  it.each(['istio', 'linkerd'] as const)('stay out of %s, and edges to them are held by network policies', (mesh) => {
    const system = shop({ mesh, nativeSidecars: true }, { postgres: 'cnpg' });
    expect(named(system).filter((line) => line.includes('postgres'))).toEqual([]);
    expect(policyOf(system, 'app-to-postgres-5432-ingress').spec.ingress[0].ports).toEqual([{ port: 5432, protocol: 'TCP' }]);
  });
});

describe('the mesh', () => {
  const api: Dependency = { name: 'api', variables: {}, endpoints: [{ port: 53, protocol: 'UDP', peer: { component: 'api' } }] };

  it.each(['istio', 'linkerd'] as const)('of %s is told nothing of UDP, which its proxies let by', (mesh) => {
    const system = exampleSystem({ target: { mesh } });
    connect(system, 'web', api);
    expect(ofMesh(system)).toEqual([]);
  });

  it.each<[string, Partial<Target>, boolean | undefined, boolean]>([
    ['a caller that says nothing', { mesh: 'istio' }, undefined, false],
    ['a caller that is', { mesh: 'linkerd' }, true, true],
    ['a caller that is, and no mesh', { mesh: 'none' }, true, false],
    ["a gateway of Istio's own API", { mesh: 'istio', exposure: { kind: 'istio', name: 'public', namespace: 'edge', from: { namespace: 'edge', labels: {} } } }, undefined, true],
    ['a Gateway that Istio runs', { mesh: 'istio', exposure: { kind: 'gateway', name: 'public', namespace: 'edge', controller: 'istio', from: { namespace: 'edge', labels: {} } } }, undefined, true],
    ['a Gateway that Istio runs, in Linkerd', { mesh: 'linkerd', exposure: { kind: 'gateway', name: 'public', namespace: 'edge', controller: 'istio', from: { namespace: 'edge', labels: {} } } }, undefined, false],
    ['an ingress controller', { mesh: 'istio', exposure: { kind: 'ingress', class: 'nginx', controller: 'nginx', from: { namespace: 'edge', labels: {} } } }, undefined, false],
  ])('holds %s or not', (_name, facts, meshed, expected) => {
    expect(isMeshed({ ...exampleTarget, ...facts }, { namespace: 'edge', labels: {}, ...(meshed === undefined ? {} : { meshed }) })).toBe(expected);
  });

  it.each<[string, MeshFacts, string[]]>([
    ['an ordinary proxy, which starts after it', { mesh: 'istio', nativeSidecars: false }, ['web: an init container uses the network, and the proxy of the mesh starts after it']],
    ['a native sidecar', { mesh: 'istio', nativeSidecars: true }, []],
    ['no mesh', { mesh: 'none', nativeSidecars: false }, []],
  ])('and an init container that uses the network: %s', (_name, facts, problems) => {
    const build = (): void => {
      const check = new PropCheck('web');
      const uses = [{ name: 'db', variables: {}, endpoints: [{ port: 5432, peer: { component: 'db' } }] }];
      podTemplate(check, exampleSystem({ target: facts }), { component: 'web', serviceAccount: 'web', containers: [{ name: 'web', image }], initContainers: [{ name: 'init', image, uses }] });
      check.throwIfAny();
    };
    expect(problemsOf(build)).toEqual(problems);
  });

  it('refuses to be told of pods outside of it after edges took them for its own', () => {
    const system = exampleSystem({ target: { mesh: 'istio' } });
    connect(system, 'job', { name: 'db', variables: {}, endpoints: [{ port: 5432, peer: { component: 'db' } }] });
    const template = (): unknown => podTemplate(new PropCheck('job'), system, { component: 'job', serviceAccount: 'job', containers: [{ name: 'job', image }], restartPolicy: 'Never' });
    expect(template).toThrow('the pods of job are made after an edge of theirs was drawn');
  });
});
