import { type PodParty } from '../../checks/declared-calls.ts';
import { at, type Fields, fieldsAt, listAt } from '../../checks/field.ts';
import { policyTypesOf } from '../../checks/network-policy.ts';
import { selects } from '../../api/label-selector.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { ANYBODY, coversPeer, isAnybody, meetsPeer, type PeerPlace } from './peers.ts';
import { coversPorts, isWhole, meetsPorts, type Ports, portsOf } from './ports.ts';

/** Which way traffic goes, seen from the pod. */
export type Direction = 'Ingress' | 'Egress';

/** What one rule of a policy opens: these peers, at these ports. */
export interface Opening {
  readonly peers: readonly unknown[];
  readonly ports: readonly unknown[];
}

/** A peer that a policy names, and ports of it. */
export interface Way {
  readonly peer: unknown;
  readonly ports: Ports;
}

/** What a set of network policies says of pods. */
export class Policies {
  readonly #policies: readonly Manifest[];
  readonly #namespaces: ReadonlyMap<string, Fields>;
  readonly #namespace: string;
  readonly #all: ReadonlySet<Manifest>;
  readonly #selecting = new Map<PodParty, readonly Manifest[]>();
  readonly #openings = { Ingress: new Map<PodParty, readonly Opening[] | undefined>(), Egress: new Map<PodParty, readonly Opening[] | undefined>() };

  /** @param namespace of a policy that names none */
  constructor(objects: Iterable<Manifest>, namespace: string) {
    const [policies, namespaces] = [[] as Manifest[], new Map<string, Fields>()];
    for (const object of objects) {
      if (object.kind === 'NetworkPolicy') policies.push(object);
      else if (object.kind === 'Namespace') namespaces.set(object.metadata.name, fieldsAt(object, 'metadata', 'labels'));
    }
    [this.#policies, this.#all, this.#namespaces, this.#namespace] = [policies, new Set(policies), namespaces, namespace];
  }

  /** What is open for pods in a direction; undefined where no policy closes it. */
  openings(direction: Direction, party: PodParty): readonly Opening[] | undefined {
    const known = this.#openings[direction];
    if (known.has(party)) return known.get(party);
    let found: Opening[] | undefined;
    for (const policy of this.#about(party)) {
      const opened = factsOf(policy).openings[direction];
      if (opened !== undefined) (found ??= []).push(...opened);
    }
    known.set(party, found);
    return found;
  }

  /** The policies that are about pods. */
  #about(party: PodParty): readonly Manifest[] {
    let found = this.#selecting.get(party);
    if (found === undefined) this.#selecting.set(party, (found = this.#policies.filter((policy) => (policy.metadata.namespace ?? this.#namespace) === party.namespace && selects(factsOf(policy).selector, party.labels))));
    return found;
  }

  /**
   * Whether all of these policies that are about pods and open something are among others: what they open is open there,
   * as a policy takes away nothing that another one opens.
   */
  areAmong(others: Policies, direction: Direction, party: PodParty): boolean {
    return this.#about(party).every((policy) => others.#all.has(policy) || (factsOf(policy).openings[direction]?.length ?? 0) === 0);
  }

  /** The ports at which pods may reach others, or be reached by them, as far as their own end tells; undefined where nobody closes it. */
  portsBetween(direction: Direction, own: PodParty, other: PodParty): readonly Ports[] | undefined {
    const names = (direction === 'Ingress' ? own : other).ports;
    return this.openings(direction, own)?.flatMap(({ peers, ports }) => (peers.some((peer) => this.#isPeer(peer, own.namespace, other)) ? portsOf(ports, names) : []));
  }

  /** The ways of pods that name others, and a port of theirs. */
  waysBetween(direction: Direction, own: PodParty, other: PodParty, port: Ports): readonly Way[] {
    const names = (direction === 'Ingress' ? own : other).ports;
    return (this.openings(direction, own) ?? []).flatMap(({ peers, ports }) =>
      peers.flatMap((peer) => (this.#isPeer(peer, own.namespace, other) ? portsOf(ports, names).flatMap((each): readonly Way[] => (meetsPorts([each], port) ? [{ peer, ports: each }] : [])) : [])),
    );
  }

  /** Whether a peer names the pods. */
  #isPeer(peer: unknown, namespace: string, party: PodParty): boolean {
    if (isAnybody(peer)) return true;
    const [ofNamespace, ofPod] = [at(peer, 'namespaceSelector') ?? undefined, at(peer, 'podSelector') ?? undefined];
    if (ofNamespace === undefined && ofPod === undefined) return false;
    if (ofNamespace === undefined ? party.namespace !== namespace : !selects(ofNamespace, { ...this.#namespaces.get(party.namespace), 'kubernetes.io/metadata.name': party.namespace })) return false;
    return ofPod === undefined || selects(ofPod, party.labels);
  }

  /**
   * The ways that are open for pods in a direction to others than some pods, which are looked at themselves; undefined
   * where nobody closes it.
   */
  outside(direction: Direction, own: PodParty, known: readonly PodParty[]): readonly Way[] | undefined {
    const names = direction === 'Ingress' ? own.ports : undefined;
    return this.openings(direction, own)?.flatMap(({ peers, ports }) => {
      const others = peers.filter((peer) => at(peer, 'namespaceSelector') !== undefined || !known.some((party) => !isAnybody(peer) && this.#isPeer(peer, own.namespace, party)));
      return others.flatMap((peer) => portsOf(ports, names).map((each): Way => ({ peer: isAnybody(peer) ? ANYBODY : peer, ports: each })));
    });
  }

  /**
   * Whether a way of pods is open.
   *
   * @param partly whether it is enough that a part of it is
   */
  isOpen(direction: Direction, own: PodParty, { peer, ports }: Way, partly: boolean): boolean {
    const openings = this.openings(direction, own);
    if (openings === undefined) return true;
    const place: PeerPlace = { namespace: own.namespace, labelsOf: (namespace) => this.#namespaces.get(namespace) };
    const names = direction === 'Ingress' ? own.ports : undefined;
    const of = (opening: Opening): readonly Ports[] => portsOf(opening.ports, names);
    if (partly) return openings.some((opening) => opening.peers.some((other) => meetsPeer(other, peer, place)) && (isWhole(ports) || meetsPorts(of(opening), ports)));
    const wholePeer = openings.filter(({ peers }) => coversPeer(peers, peer, place));
    if (coversPorts(wholePeer.flatMap(of), ports)) return true;
    return coversPeer(openings.filter((opening) => coversPorts(of(opening), ports)).flatMap(({ peers }) => peers), peer, place);
  }
}

interface PolicyFacts {
  readonly selector: unknown;
  readonly openings: Partial<Record<Direction, readonly Opening[]>>;
}

const FACTS = new WeakMap<Manifest, PolicyFacts>();

function factsOf(policy: Manifest): PolicyFacts {
  let facts = FACTS.get(policy);
  if (facts === undefined) {
    const types = policyTypesOf(policy);
    const of = (type: Direction, peers: string): PolicyFacts['openings'] =>
      types.includes(type) ? { [type]: listAt(policy, 'spec', type.toLowerCase()).map((rule): Opening => ({ peers: orAnybody(listAt(rule, peers)), ports: listAt(rule, 'ports') })) } : {};
    FACTS.set(policy, (facts = { selector: at(policy, 'spec', 'podSelector') ?? {}, openings: { ...of('Ingress', 'from'), ...of('Egress', 'to') } }));
  }
  return facts;
}

function orAnybody(peers: readonly unknown[]): readonly unknown[] {
  return peers.length === 0 ? [ANYBODY] : peers;
}

/** Whether a policy closes a direction for pods and opens nothing in it. */
export function shuts(policy: Manifest, direction: Direction, party: PodParty, namespace: string): boolean {
  if (policy.kind !== 'NetworkPolicy' || (policy.metadata.namespace ?? namespace) !== party.namespace) return false;
  const { selector, openings } = factsOf(policy);
  return openings[direction]?.length === 0 && selects(selector, party.labels);
}
