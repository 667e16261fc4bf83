import { meshEffect, meshGrants } from '../../checks/mesh-policy.ts';
import { inKeyOrder } from '../../kernel/in-key-order.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach } from '../invariant.ts';
import { type ModelCluster, type Revision } from '../model-cluster.ts';
import { type ReleaseSet } from '../release-set.ts';
import { named } from '../words.ts';

const GROUPS = /^(security\.istio\.io|policy\.linkerd\.io)\//;

/** Whether an object says who may call whom in a mesh. */
export function isMeshKind({ apiVersion }: Manifest): boolean {
  return GROUPS.test(apiVersion);
}

/** What a mesh let through for a release that still serves must be let through as long as anything closes the mesh. */
export function* meshBreaches(cluster: ModelCluster, target: ReleaseSet, pods: readonly { readonly key: string; readonly revision: Revision; readonly starts: boolean }[]): Iterable<Breach> {
  void target;
  const serving = new Set(pods.flatMap(({ revision, starts }) => (starts ? [] : [revision.release])));
  for (const release of serving) yield* grantsGone(cluster, release);
}

function* grantsGone(cluster: ModelCluster, release: ReleaseSet): Iterable<Breach> {
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
