import { containersOfPod } from '../../checks/containers-of.ts';
import { type PodParty } from '../../checks/declared-calls.ts';
import { at, listAt, textAt } from '../../checks/field.ts';
import { ManifestSet } from '../../checks/manifest-set.ts';
import { meshEffect, meshGrants } from '../../checks/mesh-policy.ts';
import { hasProxy, meshRefuses } from '../../checks/mesh-reach.ts';
import { type Port } from '../../checks/network-reach.ts';
import { selects } from '../../api/label-selector.ts';
import { inKeyOrder } from '../../kernel/in-key-order.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach } from '../invariant.ts';
import { type ModelCluster, type Revision } from '../model-cluster.ts';
import { type ReleaseSet } from '../release-set.ts';
import { type Ports } from '../traffic/ports.ts';
import { named } from '../words.ts';

const GROUPS = /^(security\.istio\.io|policy\.linkerd\.io)\//;

/** Whether an object says who may call whom in a mesh. */
export function isMeshKind({ apiVersion }: Manifest): boolean {
  return GROUPS.test(apiVersion);
}

/** What a mesh let through for a release that still serves must be let through as long as anything closes the mesh. */
export function* grantsGone(cluster: ModelCluster, releases: Iterable<ReleaseSet>): Iterable<Breach> {
  for (const release of new Set(releases)) yield* grantsOf(cluster, release);
}

/** The proxies of who answers, and what the mesh tells them. */
export function meshOf(objects: Iterable<Manifest>): ManifestSet {
  return new ManifestSet([...objects].filter((object) => isMeshKind(object) || object.kind === 'Namespace' || object.kind === 'HTTPRoute'));
}

/** Who a mesh keeps from calling pods that it let them call in their own release; undefined where nobody does. */
export function refusedNow(live: ManifestSet, caller: PodParty, answers: PodParty, ports: readonly Ports[], wasRefused: (port: Port) => boolean): string | undefined {
  for (const port of ports.flatMap((each) => numbersOf(each, answers))) {
    const refusal = meshRefuses(live, caller, answers, port);
    if (refusal !== undefined && !wasRefused(port)) return `${refusal.by} keeps them from it at port ${port.number}: ${refusal.because}`;
  }
  return undefined;
}

/** The ports that the pods' own containers say they answer at: others are those of a proxy, which another mesh has not. */
function numbersOf({ protocol, from, end }: Ports, { pod }: PodParty): readonly Port[] {
  if (protocol !== 'TCP' || pod === undefined) return [];
  const own = containersOfPod(pod).flatMap(({ container }) => listAt(container, 'ports').map((port) => at(port, 'containerPort')));
  return own.flatMap((number) => (typeof number === 'number' && from <= number && number < end ? [{ number, protocol }] : []));
}

/**
 * What takes callers away from pods that serve, and did not when they came: strict mTLS, a denial, a policy that allows
 * nothing. It is heeded by pods with a proxy alone.
 *
 * @see https://istio.io/latest/docs/concepts/security/#implicit-enablement
 */
export function* meshShutFor(key: string, { release, under = '' }: Revision, parties: readonly PodParty[], cluster: ModelCluster, narrowing: Iterable<readonly [string, Manifest]>, live: ManifestSet): Iterable<Breach> {
  for (const [name, object] of narrowing) {
    if (!isMeshKind(object) || release.byKey.get(name) === object || under.split('\n').includes(name)) continue;
    const about = parties.filter((party) => isAbout(object, party, release.namespace) && hasProxy(live, party));
    if (about.length === 0) continue;
    // What was as narrow by another object is no narrower now.
    const before = [...release.byKey].filter(([other, was]) => was.kind === object.kind && meshEffect(was) === 'narrows' && !isDenial(object) && cluster.live.get(other) === was);
    if (about.every((party) => before.some(([, was]) => isAbout(was, party, release.namespace)))) continue;
    yield { key: name, what: `${named(name)} keeps callers from pods of ${named(key)}, which serve and were open to them`, fix: `put ${named(name)} into the last wave` };
  }
}

function isDenial(object: Manifest): boolean {
  return textAt(object, 'spec', 'action') === 'DENY' || object.kind === 'Server';
}

function isAbout(object: Manifest, { labels, namespace }: PodParty, own: string): boolean {
  if ((object.metadata.namespace ?? own) !== namespace) return false;
  if (at(object, 'spec', 'targetRef') !== undefined || at(object, 'spec', 'targetRefs') !== undefined) return false;
  const selector = at(object, 'spec', object.kind === 'Server' ? 'podSelector' : 'selector') ?? undefined;
  return selector === undefined || selects(selector, labels);
}

function* grantsOf(cluster: ModelCluster, release: ReleaseSet): Iterable<Breach> {
  const changed = grantersOf(release).filter(({ key, by }) => cluster.live.get(key) !== by);
  if (changed.length === 0) return;
  let isClosed = false;
  const now = new Set<string>();
  for (const manifest of cluster.live.values()) {
    const { effect, grants } = meshFacts(manifest);
    isClosed ||= effect;
    for (const grant of grants) now.add(grant);
  }
  if (!isClosed) return;
  for (const { key, by } of changed) {
    if (meshFacts(by).grants.some((grant) => !now.has(grant))) yield { key, what: `what ${named(key)} of the release that serves let through is no longer let through` };
  }
}

interface MeshFacts {
  /** Whether it says anything of who may call. */
  readonly effect: boolean;
  readonly grants: readonly string[];
}

const NO_MESH: MeshFacts = { effect: false, grants: [] };
const MESH = new WeakMap<Manifest, MeshFacts>();

function meshFacts(manifest: Manifest): MeshFacts {
  let facts = MESH.get(manifest);
  if (facts === undefined) {
    const [effect, grants] = [meshEffect(manifest) !== undefined, meshGrants(inKeyOrder(manifest))];
    MESH.set(manifest, (facts = effect || grants.length > 0 ? { effect, grants } : NO_MESH));
  }
  return facts;
}

const GRANTERS = new WeakMap<ReleaseSet, readonly { readonly key: string; readonly by: Manifest }[]>();

function grantersOf(release: ReleaseSet): readonly { readonly key: string; readonly by: Manifest }[] {
  let found = GRANTERS.get(release);
  if (found === undefined) GRANTERS.set(release, (found = [...release.byKey].flatMap(([key, by]) => (meshFacts(by).grants.length > 0 ? [{ key, by }] : []))));
  return found;
}
