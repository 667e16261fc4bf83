import { type PodParty } from '../../checks/declared-calls.ts';
import { type ManifestSet } from '../../checks/manifest-set.ts';
import { meshRefuses } from '../../checks/mesh-reach.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { idOf } from '../id-of.ts';
import { type Breach, type Invariant, type Moment } from '../invariant.ts';
import { type ModelCluster, type Revision } from '../model-cluster.ts';
import { type ReleaseSet } from '../release-set.ts';
import { isNarrowing } from '../traffic/narrowing.ts';
import { partiesOf } from '../traffic/party.ts';
import { isAnybody } from '../traffic/peers.ts';
import { type Direction, Policies, shuts, type Way } from '../traffic/policies.ts';
import { ALL_PORTS, coversPorts, meetsPorts, type Ports, portText } from '../traffic/ports.ts';
import { type Call, type Place, runsTheSame, type Ways, waysOf } from '../traffic/ways.ts';
import { named } from '../words.ts';
import { grantsGone, isMeshKind, meshOf, meshShutFor, refusedNow } from './edges-stay-open-mesh.ts';

export const edgesStayOpen: Invariant = {
  id: 'edges-stay-open',
  why: 'the running release can no longer reach what it needs, or be reached',
  source: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
  check(moment) {
    const known = KNOWN.get(moment.target) ?? new Map<string, readonly Breach[]>();
    KNOWN.set(moment.target, known);
    const state = stateOf(moment.cluster);
    let breaches = known.get(state);
    if (breaches === undefined) known.set(state, (breaches = [...breachesOf(moment)]));
    return breaches;
  },
};

/** What was found where the same pods ran under the same policies; most moments of a proof are alike. */
const KNOWN = new WeakMap<ReleaseSet, Map<string, readonly Breach[]>>();

/** Pods that serve, start or run to an end. */
interface Pods {
  readonly key: string;
  readonly revision: Revision;
  readonly starts: boolean;
  /** Whether the release that they came with is being left. */
  readonly back: boolean;
}

function* breachesOf({ cluster, target }: Moment): Iterable<Breach> {
  const { namespace } = target;
  const live = new Policies(cluster.live.values(), namespace);
  const mesh = meshOf(cluster.live.values());
  const narrowing = [...cluster.live].filter(([, object]) => isNarrowing(object));
  const all = [...podsOfAll(cluster)];
  for (const pods of all) {
    const { key, revision, starts, back } = pods;
    // What only began to start and is taken back needs nothing.
    if (starts && back) continue;
    // Pods that the release before ran, too, came up with what that one opens.
    const release = back && runsTheSame(revision.release, target, key) ? target : revision.release;
    const [own, next] = [waysOf(release), release === target || starts || back ? undefined : waysOf(target)];
    const parties = partiesOf(revision.owner, namespace);
    for (const [sort, party] of parties.entries()) {
      const then = own.partyAt({ key, sort });
      for (const direction of DIRECTIONS) {
        if (then?.likeness === party.likeness && own.policies.openings(direction, then) !== undefined && own.policies.areAmong(live, direction, then)) continue;
        // What nobody closed is open to all: what is used of it, the release under way tells.
        const needed = own.outside(direction, { key, sort }) ?? next?.outside(direction, { key, sort }) ?? [];
        for (const way of needed) {
          if (!live.isOpen(direction, party, way, back)) yield { key, what: `${direction === 'Egress' ? 'from' : 'to'} ${starts ? 'new pods' : 'pods'} of ${named(key)} the way ${wayText(way, direction)} is ${starts ? 'not open yet' : 'closed'}`, fix: starts ? NOT_YET : CLOSED };
        }
      }
    }
    for (const call of callsOf(key, own, next)) yield* callBreaches(call, pods, { cluster, live, mesh, own, release });
    if (starts) continue;
    yield* shutFor(pods, parties, own, narrowing);
    yield* meshShutFor(key, revision, parties, cluster, narrowing, mesh);
  }
  yield* grantsGone(cluster, all.flatMap(({ revision, starts }) => (starts ? [] : [revision.release])));
}

const DIRECTIONS = ['Ingress', 'Egress'] as const;
const NOT_YET = 'open the way in the first wave';
const CLOSED = 'open the new way beside the old one, in a policy of its own';

function* podsOfAll(cluster: ModelCluster): Iterable<Pods> {
  const { runs, jobs, abandoned } = cluster;
  const pods = (key: string, revision: Revision, starts: boolean): Pods => ({ key, revision, starts, back: cluster.isWayBackFrom(revision.release) });
  for (const [key, { serving, starting }] of runs) {
    if (abandoned.has(key)) continue;
    if (serving !== undefined) yield pods(key, serving, false);
    if (starting !== undefined) yield pods(key, starting, true);
  }
  for (const [key, job] of jobs) if (job.state === 'running') yield pods(key, job, true);
}

/** The calls of pods to others of the system: of those that no policy of their release told, what the next release tells. */
function callsOf(key: string, own: Ways, next: Ways | undefined): readonly Call[] {
  const calls = own.calls.get(key) ?? [];
  const told = (next?.calls.get(key) ?? []).filter(({ from, to }) => {
    const [caller, answers] = [own.partyAt(from), own.partyAt(to)];
    return caller !== undefined && answers !== undefined && own.policies.openings('Egress', caller) === undefined && own.policies.openings('Ingress', answers) === undefined;
  });
  return told.length === 0 ? calls : [...calls, ...told];
}

/** What a call is judged by. */
interface Around {
  readonly cluster: ModelCluster;
  readonly live: Policies;
  readonly mesh: ManifestSet;
  /** The release whose ways are needed, and they. */
  readonly release: ReleaseSet;
  readonly own: Ways;
}

function* callBreaches({ from, to, out, into }: Call, { key, starts, back, revision }: Pods, { cluster, live, mesh, own, release }: Around): Iterable<Breach> {
  const caller = partiesOf(revision.owner, revision.release.namespace)[from.sort];
  const answers = partyNow(cluster, to);
  if (caller === undefined || answers === undefined) return;
  const before = own.partyAt(to);
  // On the way back a way may become as narrow as it was, also where that leaves out some that the wider one named.
  const isIn = (direction: Direction, other: PodParty, ports: readonly Ports[]): boolean => {
    const open = (direction === 'Egress' ? live.portsBetween('Egress', caller, other) : live.portsBetween('Ingress', other, caller)) ?? ALL_PORTS;
    return ports.every((each) => {
      if (coversPorts(open, each)) return true;
      if (!back) return false;
      const ways = direction === 'Egress' ? own.policies.waysBetween('Egress', caller, before ?? other, each) : own.policies.waysBetween('Ingress', before ?? other, caller, each);
      return meetsPorts(open, each) || ways.some((way) => live.isOpen(direction, direction === 'Egress' ? caller : other, way, true));
    });
  };
  const [fix, state] = starts ? [NOT_YET, 'not open yet'] : [CLOSED, 'closed'];
  const callers = `${starts ? 'new pods' : 'pods'} of ${named(key)}`;
  const on = (ports: readonly Ports[]): string => [...new Set(ports.map(portText))].join(', ');
  const stranger = before !== undefined && before.labels !== answers.labels;
  const then = own.partyAt(from);
  // Both ends as they were, under the same policies.
  const isSame = then?.likeness === caller.likeness && before?.likeness === answers.likeness;
  const isKept = (direction: Direction, party: PodParty | undefined): boolean => isSame && party !== undefined && own.policies.openings(direction, party) !== undefined && own.policies.areAmong(live, direction, party);
  if (!isKept('Egress', then) && !isIn('Egress', answers, out)) {
    if (stranger && isIn('Egress', before, out)) yield { key: to.key, what: `pods of ${named(to.key)} no longer have the labels by which ${callers} may reach them on ${on(out)}`, fix: RELABELLED };
    else yield { key, what: `from ${callers} the way to ${named(to.key)} on ${on(out)} is ${state}`, fix };
  }
  if (!isKept('Ingress', before) && !isIn('Ingress', answers, into)) {
    if (stranger && isIn('Ingress', before, into)) yield { key: to.key, what: `pods of ${named(to.key)} no longer have the labels by which they let ${callers} in on ${on(into)}`, fix: RELABELLED };
    else yield { key: to.key, what: `to pods of ${named(to.key)} the way from ${callers} on ${on(into)} is ${state}`, fix };
  }
  // What the release that comes back finds closed by a mesh is as it left it; pods that are about to go have that to bear. New ones are not yet what runs.
  if (back || starts) return;
  const refused = refusedNow(mesh, caller, answers, into.length > 0 ? into : out, (port) => then === undefined || before === undefined || meshRefuses(ownMesh(release), then, before, port) !== undefined);
  if (refused !== undefined) yield { key: to.key, what: `${callers} can no longer call ${named(to.key)}: ${refused}`, fix: 'narrow in the last wave, when all of the release serve' };
}

const MESHES = new WeakMap<ReleaseSet, ManifestSet>();

function ownMesh(release: ReleaseSet): ManifestSet {
  let mesh = MESHES.get(release);
  if (mesh === undefined) MESHES.set(release, (mesh = meshOf(release.manifests)));
  return mesh;
}

const RELABELLED = 'let pods keep the labels that policies select, or add policies for the new ones one release earlier';

/** The pods that answer now. */
function partyNow({ runs, jobs }: ModelCluster, { key, sort }: Place): PodParty | undefined {
  const job = jobs.get(key);
  const revision = runs.get(key)?.serving ?? (job?.state === 'running' ? job : undefined);
  return revision === undefined ? undefined : partiesOf(revision.owner, revision.release.namespace)[sort];
}

/** What closes, for pods that serve, a direction that was open to all when they came. */
function* shutFor({ key, revision }: Pods, parties: readonly PodParty[], own: Ways, narrowing: Iterable<readonly [string, Manifest]>): Iterable<Breach> {
  const { release, under = '' } = revision;
  for (const [name, policy] of narrowing) {
    if (release.byKey.get(name) === policy || under.split('\n').includes(name)) continue;
    const shut = DIRECTIONS.filter((direction) => parties.some((party) => own.policies.openings(direction, party) === undefined && shuts(policy, direction, party, release.namespace)));
    if (shut.length > 0) yield { key: name, what: `${named(name)} closes the way ${shut.map((direction) => (direction === 'Egress' ? 'from' : 'to')).join(' and ')} pods of ${named(key)}, which serve and were open to all`, fix: `put ${named(name)} into the last wave` };
  }
}

const POLICY_KINDS: ReadonlySet<string> = new Set(['NetworkPolicy', 'Namespace']);

/** The same for two moments at which the same ways are open and needed. */
function stateOf(cluster: ModelCluster): string {
  const parts: (string | number)[] = [];
  for (const object of cluster.live.values()) if (POLICY_KINDS.has(object.kind) || isMeshKind(object)) parts.push(idOf(object));
  for (const { key, revision, starts, back } of podsOfAll(cluster)) parts.push(starts ? '/' : '|', key, idOf(revision.owner), idOf(revision.release), back ? 1 : 0, revision.under ?? '');
  return parts.join(' ');
}

function wayText({ peer, ports }: Way, direction: Direction): string {
  return `${direction === 'Egress' ? 'to' : 'from'} ${isAnybody(peer) ? 'any' : JSON.stringify(peer)} on ${portText(ports)}`;
}
