import { afterAll, describe, expect, it } from '@jest/globals';
import { podsOf } from '../src/checks/pods-of.ts';
import { listAt, textAt } from '../src/checks/field.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { SHOP_EDGES, type ShopEdge, shopSystem } from './shop-system.ts';
import { PLAIN, type Variant, VariantProject, WORDS } from './shop-variants.ts';

/** Everything inside of the namespace, so that every edge but one has both its ends there. */
const INSIDE = { postgres: 'in-cluster', redis: 'in-cluster', kafka: 'in-cluster' } as const;

/** What an edge is in the rendered objects: names of its policies begin so, and these variables are its caller's. */
const EDGES: Readonly<Record<ShopEdge, { readonly policies: string; readonly caller: string; readonly variables: readonly string[]; readonly leaves?: true }>> = {
  'web → api': { policies: 'web-to-api-8080', caller: 'Deployment web', variables: ['API_URL'] },
  'api → postgres': { policies: 'api-to-postgres-5432', caller: 'Deployment api', variables: ['DB_HOST', 'DB_NAME', 'DB_PASSWORD', 'DB_USER', 'PGSSLMODE'] },
  'api → redis': { policies: 'api-to-redis-6379', caller: 'Deployment api', variables: ['REDIS_HOST', 'REDIS_PORT'] },
  'api → kafka': { policies: 'api-to-kafka-9092', caller: 'Deployment api', variables: ['KAFKA_BOOTSTRAP', 'KAFKA_SECURITY_PROTOCOL'] },
  'api → payments': { policies: 'api-to-payments-443', caller: 'Deployment api', variables: ['PAYMENTS_URL'], leaves: true },
  'worker → api': { policies: 'worker-to-api-8080', caller: 'Deployment worker', variables: ['API_URL'] },
  'worker → kafka': { policies: 'worker-to-kafka-9092', caller: 'Deployment worker', variables: ['KAFKA_BOOTSTRAP', 'KAFKA_SECURITY_PROTOCOL'] },
  'migrate → postgres': { policies: 'migrate-to-postgres-5432', caller: 'Job shop-migrate', variables: ['DB_HOST', 'DB_NAME', 'DB_PASSWORD', 'DB_USER', 'PGSSLMODE'] },
};

/** What lets a caller in, by the mesh, the caller being in it or not. */
const AUTHORIZATION: Readonly<Record<Variant['mesh'], (meshed: boolean) => readonly string[]>> = {
  none: () => [],
  istio: () => ['AuthorizationPolicy'],
  linkerd: (meshed) => ['AuthorizationPolicy', meshed ? 'MeshTLSAuthentication' : 'NetworkAuthentication'],
};

const MESHES = WORDS.mesh.flatMap((mesh): Pick<Variant, 'mesh' | 'sidecars'>[] => (mesh === 'none' ? [{ mesh, sidecars: 'ordinary' }] : WORDS.sidecars.map((sidecars) => ({ mesh, sidecars }))));

describe.each(MESHES)('an edge that a definition no longer uses, in the mesh $mesh with $sidecars sidecars', ({ mesh, sidecars }) => {
  const projects: VariantProject[] = [];
  afterAll(() => projects.forEach((project) => project.remove()));
  const render = (without?: ShopEdge): Manifest[] => {
    const project = new VariantProject(shopSystem(without));
    projects.push(project);
    return project.render({ ...PLAIN, ...INSIDE, mesh, sidecars }).files.map(({ manifest }) => manifest);
  };
  const whole = render();

  it.each(SHOP_EDGES)('takes its variables, its policies and its authorization along, and nothing else: %s', (edge) => {
    const { policies, caller, variables, leaves = false } = EDGES[edge];
    const outside = caller.startsWith('Job') && sidecars === 'ordinary';
    // The one caller without a certificate is gone, so that Istio's proxies ask everybody for one, which they are told by a label of their pods.
    const plaintext = outside && mesh === 'istio';
    const { removed, added, changed } = differing(whole, render(edge));
    const ends = leaves ? ['NetworkPolicy'] : ['NetworkPolicy', 'NetworkPolicy', ...AUTHORIZATION[mesh](!outside), ...(plaintext ? ['PeerAuthentication'] : [])];
    expect(removed.map(({ kind }) => kind).sort()).toEqual(ends.sort());
    const names = removed.filter(({ kind }) => kind !== 'PeerAuthentication').map(({ metadata }) => metadata.name.replace(/(-(egress|ingress))?(-[0-9a-f]{10})?$/, ''));
    expect([...new Set(names)]).toEqual([policies]);
    expect(added).toEqual([]);
    expect(changed.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([caller, ...(plaintext ? ['StatefulSet postgres'] : [])]);
    const [before, after] = [variablesOf(whole, caller), variablesOf(changed, caller)];
    expect(before.filter((name) => !after.includes(name)).sort()).toEqual(variables);
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
  });
});

function differing(before: readonly Manifest[], after: readonly Manifest[]): { removed: Manifest[]; added: Manifest[]; changed: Manifest[] } {
  const key = ({ apiVersion, kind, metadata }: Manifest): string => `${apiVersion} ${kind} ${metadata.name}`;
  const [old, now] = [new Map(before.map((each) => [key(each), each])), new Map(after.map((each) => [key(each), each]))];
  return {
    removed: before.filter((each) => !now.has(key(each))),
    added: after.filter((each) => !old.has(key(each))),
    changed: after.filter((each) => old.has(key(each)) && JSON.stringify(old.get(key(each))) !== JSON.stringify(each)),
  };
}

function variablesOf(manifests: readonly Manifest[], workload: string): string[] {
  const owner = manifests.find(({ kind, metadata }) => `${kind} ${metadata.name}` === workload)!;
  return podsOf(owner).flatMap(({ spec }) => listAt(spec, 'containers').flatMap((container) => listAt(container, 'env').map((variable) => textAt(variable, 'name')!)));
}
