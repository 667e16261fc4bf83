import { declaredCalls, type PodParty } from '../../checks/declared-calls.ts';
import { ManifestSet } from '../../checks/manifest-set.ts';
import { templateOf, isJob, type ReleaseSet } from '../release-set.ts';
import { partiesOf } from './party.ts';
import { type Direction, Policies, type Way } from './policies.ts';
import { ALL_PORTS, commonPorts, type Ports } from './ports.ts';

/** Which of the pods of an object: of some sorts there are several. */
export interface Place {
  readonly key: string;
  readonly sort: number;
}

/** A way between pods of a release that it says it uses: what its policies leave open at both ends, or what each opens where that is nothing. */
export interface Call {
  readonly from: Place;
  readonly to: Place;
  /** Needed at the end of who calls. */
  readonly out: readonly Ports[];
  /** Needed at the end of who answers. */
  readonly into: readonly Ports[];
}

/** The ways of a release: what its policies and variables say that its pods use. */
export interface Ways {
  readonly policies: Policies;
  /** By the key of who calls. */
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  readonly partyAt: (place: Place) => PodParty | undefined;
  /** Ways to and from others than its own pods; undefined where no policy closes the direction. */
  readonly outside: (direction: Direction, place: Place) => readonly Way[] | undefined;
}

const WAYS = new WeakMap<ReleaseSet, Ways>();

/** The ways of a release, worked out once. */
export function waysOf(release: ReleaseSet): Ways {
  let ways = WAYS.get(release);
  if (ways === undefined) WAYS.set(release, (ways = workedOut(release)));
  return ways;
}

function workedOut(release: ReleaseSet): Ways {
  const policies = new Policies(release.manifests, release.namespace);
  const owners = [...release.byKey].filter(([key, manifest]) => isJob(manifest) || release.workloads.some(([workload]) => workload === key));
  const all = owners.flatMap(([key, owner]) => partiesOf(owner, release.namespace).map((party, sort) => ({ party, place: { key, sort } })));
  const parties = all.map(({ party }) => party);
  const calls = new Map<string, Call[]>();
  const add = (call: Call): void => {
    const others = calls.get(call.from.key);
    if (others === undefined) calls.set(call.from.key, [call]);
    else others.push(call);
  };
  for (const from of all) {
    // Nobody calls what runs to an end.
    for (const to of all.filter(({ party }) => party.pod === undefined || !isJob(party.pod.owner))) {
      const [out, into] = [policies.portsBetween('Egress', from.party, to.party), policies.portsBetween('Ingress', to.party, from.party)];
      const both = out === undefined || into === undefined ? (out ?? into ?? []) : commonPorts(out, into);
      const call = both.length > 0 ? { out: both, into: both } : { out: out ?? [], into: into ?? [] };
      if (call.out.length + call.into.length > 0) add({ from: from.place, to: to.place, ...call });
    }
  }
  // Where policies close all, they tell all.
  if (parties.some((party) => policies.openings('Egress', party) === undefined || policies.openings('Ingress', party) === undefined)) {
    for (const { how, from, to, port } of declaredCalls(new ManifestSet(release.manifests))) {
      if (how !== 'variable') continue;
      const ports: readonly Ports[] = [{ protocol: port.protocol, from: port.number, end: port.number + 1 }];
      for (const caller of all) {
        if (caller.party.pod?.owner !== from.pod?.owner) continue;
        for (const answers of all) {
          if (answers.party.labels !== to.labels) continue;
          const [out, into] = [policies.portsBetween('Egress', caller.party, answers.party) ?? ALL_PORTS, policies.portsBetween('Ingress', answers.party, caller.party) ?? ALL_PORTS];
          const open = commonPorts(commonPorts(ports, out), into);
          if (open.length > 0) add({ from: caller.place, to: answers.place, out: open, into: open });
        }
      }
    }
  }
  const outside = new Map<string, readonly Way[] | undefined>();
  const partyAt = ({ key, sort }: Place): PodParty | undefined => {
    const owner = release.byKey.get(key);
    return owner === undefined ? undefined : partiesOf(owner, release.namespace)[sort];
  };
  return {
    policies,
    calls,
    partyAt,
    outside: (direction, place) => {
      const id = `${direction} ${place.sort} ${place.key}`;
      if (!outside.has(id)) {
        const party = partyAt(place);
        outside.set(id, party === undefined ? undefined : policies.outside(direction, party, parties));
      }
      return outside.get(id);
    },
  };
}

/** Whether a release runs pods of the same template under a key as another one does. */
export function runsTheSame(release: ReleaseSet, other: ReleaseSet, key: string): boolean {
  const [one, two] = [release.byKey.get(key), other.byKey.get(key)];
  return one !== undefined && two !== undefined && templateOf(one) === templateOf(two);
}
