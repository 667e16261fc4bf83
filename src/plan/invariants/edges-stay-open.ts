import { meshEffect, meshGrants } from '../../checks/mesh-policy.ts';
import { inKeyOrder } from '../../kernel/in-key-order.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Breach, type Invariant } from '../invariant.ts';
import { type ModelCluster, type Revision } from '../model-cluster.ts';
import { openedFor, type ReleaseSet } from '../release-set.ts';
import { named } from '../words.ts';

export const edgesStayOpen: Invariant = {
  id: 'edges-stay-open',
  why: 'the running release can no longer reach what it needs, or be reached',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  *check({ cluster }) {
    let policies: readonly Manifest[] | undefined;
    const untouched = new Map<ReleaseSet, boolean>();
    const serving = new Set<ReleaseSet>();
    for (const [key, revision, starts] of podsOfAll(cluster)) {
      const { release } = revision;
      if (!starts) serving.add(release);
      // Policies only ever open more: where all of its own that open anything are there as they were, nothing is closed.
      if (!untouched.has(release)) untouched.set(release, release.opening.every(([name, policy]) => cluster.live.get(name) === policy));
      if (untouched.get(release) === true) continue;
      policies ??= [...cluster.live.values()].filter(({ kind }) => kind === 'NetworkPolicy');
      const opened = openedFor(revision.owner, policies, release.namespace);
      for (const [direction, needed] of release.openedFor(revision.owner)) {
        const now = opened.get(direction);
        // A direction that no policy closes is open.
        if (now === undefined) continue;
        for (const edge of needed) {
          if (!now.has(edge)) yield { key, what: `${direction === 'Egress' ? 'from' : 'to'} ${starts ? 'new pods' : 'pods'} of ${named(key)} the way ${edgeText(edge, direction)} is ${starts ? 'not open yet' : 'closed'}`, fix: starts ? 'open the way in the first wave' : 'open the new way beside the old one, in a policy of its own' };
        }
      }
    }
    for (const release of serving) yield* meshBreaches(cluster, release);
  },
};

/** All pods that serve, start or run to an end. */
function* podsOfAll({ runs, jobs, abandoned }: ModelCluster): Iterable<readonly [key: string, revision: Revision, starts: boolean]> {
  for (const [key, { serving, starting }] of runs) {
    if (abandoned.has(key)) continue;
    if (serving !== undefined) yield [key, serving, false];
    if (starting !== undefined) yield [key, starting, true];
  }
  for (const [key, job] of jobs) if (job.state === 'running') yield [key, job, true];
}

/** What a mesh let through for a release that still serves must be let through as long as anything closes the mesh. */
function* meshBreaches(cluster: ModelCluster, release: ReleaseSet): Iterable<Breach> {
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
    if (meshFacts(by).grants.some((grant) => !now.has(grant))) yield { key, what: `what ${by.kind} ${by.metadata.name} of the release that serves let through is no longer let through` };
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

function edgeText(edge: string, direction: string): string {
  const [peer, port] = JSON.parse(edge) as [unknown, unknown];
  return `${direction === 'Egress' ? 'to' : 'from'} ${text(peer)} on ${text(port)}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
