import { type Manifest } from '../kernel/manifest.ts';
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from './field.ts';
import { type ManifestSet, nameOf, namespaceOf } from './manifest-set.ts';
import { policyTypesOf } from './network-policy.ts';
import { selects } from '../api/label-selector.ts';

/** A pod, or whoever else has its labels, as network policies see it. */
export interface Party {
  readonly namespace: string;
  readonly labels: Fields;
  /** Numbers of its ports by their names, where its containers are known. */
  readonly ports?: ReadonlyMap<string, number>;
}

/** One of the two ways in which a policy restricts. */
export type Direction = 'Egress' | 'Ingress';

/** A port of the pod that answers. */
export interface Port {
  readonly number: number;
  readonly protocol: string;
}

/** One rule of a policy. */
export interface PolicyRule {
  readonly policy: Manifest;
  readonly direction: Direction;
  /** `spec.egress[0]`. */
  readonly path: string;
  /** Which pods the policy is about. */
  readonly subject: unknown;
  readonly peers: readonly unknown[];
  readonly ports: readonly unknown[];
}

const POLICY = 'networking.k8s.io/NetworkPolicy';

/** Every rule of every policy of the set. */
export function policyRules(set: ManifestSet): readonly PolicyRule[] {
  return set.derive(collectRules);
}

/** Whether the policies of the set let a party reach a port of another one, as far as one of the two ends tells. */
export function lets(set: ManifestSet, direction: Direction, own: Party, other: Party, port: Port): boolean {
  const rules = rulesAbout(set, direction, own);
  if (rules === undefined) return true;
  const answers = direction === 'Ingress' ? own : other;
  return rules.some(({ policy, peers, ports }) => (ports.length === 0 || ports.some((each) => matchesPort(each, port, answers))) && (peers.length === 0 || peers.some((peer) => matchesPeer(set, peer, namespaceOf(policy), other))));
}

/** The rules of all policies that restrict the party in a direction; undefined where none does. */
function rulesAbout(set: ManifestSet, direction: Direction, own: Party): readonly PolicyRule[] | undefined {
  const known = set.derive(direction === 'Egress' ? egressOfParties : ingressOfParties);
  if (known.has(own)) return known.get(own);
  const policies = (set.derive(policiesByNamespace).get(own.namespace) ?? []).filter((policy) => policyTypesOf(policy).includes(direction) && selects(at(policy, 'spec', 'podSelector'), own.labels));
  const rules = policies.length === 0 ? undefined : policies.flatMap((policy) => rulesOf(policy, direction));
  known.set(own, rules);
  return rules;
}

/** A party is asked for again and again, and there are some hundred policies. */
function egressOfParties(_set: ManifestSet): Map<Party, readonly PolicyRule[] | undefined> {
  return new Map();
}

function ingressOfParties(_set: ManifestSet): Map<Party, readonly PolicyRule[] | undefined> {
  return new Map();
}

/** Whether a peer of a policy is the party. A block of addresses may hold the pod's: nobody can tell, so it does not count. */
export function matchesPeer(set: ManifestSet, peer: unknown, namespace: string, party: Party): boolean {
  const ofNamespace = at(peer, 'namespaceSelector') ?? undefined;
  const ofPod = at(peer, 'podSelector') ?? undefined;
  if (ofNamespace === undefined && ofPod === undefined) return false;
  if (ofNamespace === undefined ? party.namespace !== namespace : !selects(ofNamespace, namespaceLabels(set, party.namespace))) return false;
  return ofPod === undefined || selects(ofPod, party.labels);
}

/** The ports that a rule names, as numbers of the pod that answers; one that it does not have is left out. */
export function portsOf(ports: readonly unknown[], answers: Party): Port[] {
  return ports.flatMap((each) => {
    const protocol = textAt(each, 'protocol') ?? 'TCP';
    const port = at(each, 'port') ?? undefined;
    const number = typeof port === 'string' ? answers.ports?.get(port) : port;
    return typeof number === 'number' ? [{ number, protocol }] : [];
  });
}

function matchesPort(each: unknown, { number, protocol }: Port, answers: Party): boolean {
  if ((textAt(each, 'protocol') ?? 'TCP') !== protocol) return false;
  const port = at(each, 'port') ?? undefined;
  if (port === undefined) return true;
  // The names of ports of an operator's pods are not known.
  if (typeof port === 'string') return answers.ports === undefined || answers.ports.get(port) === number;
  const end = at(each, 'endPort');
  return typeof port === 'number' && (typeof end === 'number' ? port <= number && number <= end : port === number);
}

/** The labels of a namespace: its name is always one of them. */
function namespaceLabels(set: ManifestSet, name: string): Fields {
  return { ...set.derive(labelsOfNamespaces).get(name), 'kubernetes.io/metadata.name': name };
}

function labelsOfNamespaces(set: ManifestSet): ReadonlyMap<string, Fields> {
  return new Map(set.ofKind('/Namespace').map((namespace) => [nameOf(namespace), fieldsAt(namespace, 'metadata', 'labels')]));
}

function policiesByNamespace(set: ManifestSet): ReadonlyMap<string, readonly Manifest[]> {
  const found = new Map<string, Manifest[]>();
  for (const policy of set.ofKind(POLICY)) {
    const others = found.get(namespaceOf(policy));
    if (others === undefined) found.set(namespaceOf(policy), [policy]);
    else others.push(policy);
  }
  return found;
}

function collectRules(set: ManifestSet): readonly PolicyRule[] {
  return set.ofKind(POLICY).flatMap((policy) => policyTypesOf(policy).flatMap((type) => (type === 'Egress' || type === 'Ingress' ? rulesOf(policy, type) : [])));
}

function rulesOf(policy: Manifest, direction: Direction): readonly PolicyRule[] {
  const [list, peers] = direction === 'Egress' ? (['egress', 'to'] as const) : (['ingress', 'from'] as const);
  return listAt(policy, 'spec', list).flatMap((rule, index) =>
    isFields(rule) ? [{ policy, direction, path: `spec.${list}[${index}]`, subject: at(policy, 'spec', 'podSelector'), peers: listAt(rule, peers), ports: listAt(rule, 'ports') }] : [],
  );
}
