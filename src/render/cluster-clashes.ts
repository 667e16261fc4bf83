import { describeObject } from '../checks/check-manifests.ts';
import { at, listAt, textAt } from '../checks/field.ts';
import { groupOf, type Identity, identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';
import { type Problem, quoted } from '../kernel/problem.ts';
import { type Environment } from '../overlays/environment.ts';
import { type RenderedPair } from './render-pair.ts';

/** Where a pair goes. */
export type ClusterOf = Pick<Environment, 'name' | 'cluster'>;

/**
 * What pairs of one cluster would take from each other: an object that two of them render (for those
 * of the whole cluster the name alone makes them one), and a host that two of them answer for. What
 * one pair does twice, its own rules tell. Environments share a cluster by its name or its server.
 *
 * @param pairs rendered; what is not among them is not looked at
 * @returns one problem for each claim that another pair was first to make, by pair
 */
export function clusterProblems(pairs: readonly RenderedPair[], environments: readonly ClusterOf[]): Problem[] {
  const clusters = new Map(environments.map(({ name, cluster }) => [name, cluster]));
  const shared = sharedNamespaces(pairs);
  const owners = new Map<string, Claim>();
  const clashes = pairs.flatMap((pair) => {
    const cluster = clusters.get(pair.environment);
    if (cluster === undefined) return [];
    // A name and an address may be those of one cluster, so that what is claimed is claimed under both.
    const places = [`name ${cluster.name}`, ...(cluster.server === undefined ? [] : [`server ${cluster.server}`])];
    return pair.files.flatMap(({ manifest }) =>
      claimsOf(manifest, shared).flatMap((claimed): Clash[] => {
        const claim: Claim = { ...claimed, pair, object: identityOf(manifest) };
        const other = places.map((place) => takenBy(owners, `${place} ${claim.key}`, claim)).find((owner) => owner !== undefined);
        return other === undefined ? [] : [{ claim, other, cluster: cluster.name }];
      }),
    );
  });
  return withoutContents(clashes).map(problemOf);
}

/** Namespaces that several pairs render into: nobody can clash in any other one. */
function sharedNamespaces(pairs: readonly RenderedPair[]): ReadonlySet<string> {
  const first = new Map<string, RenderedPair>();
  const shared = new Set<string>();
  for (const pair of pairs) {
    for (const { manifest } of pair.files) {
      const { namespace } = manifest.metadata;
      if (namespace === undefined) continue;
      const owner = first.get(namespace);
      if (owner === undefined) first.set(namespace, pair);
      else if (owner !== pair) shared.add(namespace);
    }
  }
  return shared;
}

/** Something that one pair of a cluster may have, and no second one. */
interface Claimed {
  readonly key: string;
  /** Where it stands in the manifest; empty for the object itself. */
  readonly path: string;
  /** Absent where it is the object itself. */
  readonly host?: string;
}

interface Claim extends Claimed {
  readonly pair: RenderedPair;
  readonly object: Identity;
}

interface Clash {
  readonly claim: Claim;
  readonly other: Claim;
  /** Name of the cluster. */
  readonly cluster: string;
}

/** Whoever shares a namespace shares what lies in it: the namespace is what to mend. */
function withoutContents(clashes: readonly Clash[]): Clash[] {
  const shared = new Set(clashes.flatMap(({ claim: { pair, path, object } }) => (path === '' && object.kind === 'Namespace' ? [pairOf(pair, object.name)] : [])));
  return clashes.filter(({ claim: { pair, path, object } }) => path !== '' || !shared.has(pairOf(pair, object.namespace)));
}

function pairOf({ environment, system }: RenderedPair, namespace: string): string {
  return `${environment}/${system}/${namespace}`;
}

function takenBy(owners: Map<string, Claim>, key: string, claim: Claim): Claim | undefined {
  const owner = owners.get(key);
  if (owner === undefined) owners.set(key, claim);
  return owner === undefined || owner.pair === claim.pair ? undefined : owner;
}

function claimsOf(manifest: Manifest, shared: ReadonlySet<string>): Claimed[] {
  const { namespace } = manifest.metadata;
  const object: Claimed[] = namespace === undefined || shared.has(namespace) ? [{ key: `object ${identityKey(identityOf(manifest))}`, path: '' }] : [];
  const enters = WAYS_IN.get(manifest.kind);
  const hosts = enters === undefined || groupOf(manifest.apiVersion) !== enters.group ? [] : enters.hostsOf(manifest);
  return [...object, ...hosts.map(({ path, host }) => ({ key: `host ${host.toLowerCase()}`, path, host }))];
}

/** The paths of what an object may claim of its cluster; the empty one for the object itself. */
export function claimedPaths(manifest: Manifest): string[] {
  return ['', ...(WAYS_IN.get(manifest.kind)?.hostsOf(manifest) ?? []).map(({ path }) => path)];
}

interface Host {
  readonly path: string;
  readonly host: string;
}

/** Hosts that an object answers for at a way in, by its kind; one without a host answers for all that nobody else does. */
export const WAYS_IN: ReadonlyMap<string, { readonly group: string; hostsOf(manifest: Manifest): Host[] }> = new Map([
  ['Ingress', { group: 'networking.k8s.io', hostsOf: ingressHosts }],
  ['HTTPRoute', { group: 'gateway.networking.k8s.io', hostsOf: routeHosts }],
  ['GRPCRoute', { group: 'gateway.networking.k8s.io', hostsOf: routeHosts }],
  ['TLSRoute', { group: 'gateway.networking.k8s.io', hostsOf: routeHosts }],
  ['VirtualService', { group: 'networking.istio.io', hostsOf: virtualServiceHosts }],
]);

function ingressHosts(manifest: Manifest): Host[] {
  return listAt(manifest, 'spec', 'rules').map((rule, index) => ({ path: `spec.rules[${index}].host`, host: textAt(rule, 'host') ?? '*' }));
}

function routeHosts(manifest: Manifest): Host[] {
  // A route of a Service is for callers inside.
  const enters = listAt(manifest, 'spec', 'parentRefs').some((parent) => at(parent, 'kind') !== 'Service');
  return enters ? texts(listAt(manifest, 'spec', 'hostnames'), 'spec.hostnames') : [];
}

function virtualServiceHosts(manifest: Manifest): Host[] {
  const gateways = listAt(manifest, 'spec', 'gateways');
  if (!gateways.some((gateway) => gateway !== 'mesh')) return [];
  // A Service is known by its short name or below .svc, and each namespace has its own.
  return texts(listAt(manifest, 'spec', 'hosts'), 'spec.hosts').filter(({ host }) => host === '*' || (host.includes('.') && !/\.svc(\.|$)/.test(host)));
}

function texts(list: readonly unknown[], path: string): Host[] {
  return list.flatMap((host, index) => (typeof host === 'string' ? [{ path: `${path}[${index}]`, host }] : []));
}

function problemOf({ claim: { host, path, pair, object }, other, cluster }: Clash): Problem {
  const place = `${pair.environment}/${pair.system} › ${describeObject(object)}${path === '' ? '' : ` › ${path}`}`;
  const there = `${other.pair.environment}/${other.pair.system}`;
  if (host !== undefined) {
    return {
      path: place,
      message: `the host ${quoted(host)} is that of ${there} as well (${describeObject(other.object)}), and both go to the cluster ${quoted(cluster)}`,
      allowed: 'a host for one system of a cluster only: which of two gets a request, nobody has decided',
      fix: `give it another host in overlays/${pair.system}/${pair.environment}.yaml or overlays/${other.pair.system}/${other.pair.environment}.yaml`,
    };
  }
  return {
    path: place,
    message: `${there} renders the very same object, and both go to the cluster ${quoted(cluster)}`,
    allowed: 'an object of one system only: two would set it back for each other, and the first to drop it would delete it for both',
    fix: `give it another name in ${pair.system} or ${other.pair.system}, or one of the environments another cluster in overlays/environments.yaml`,
  };
}
