import { at, type Fields, fieldsAt, isFields, listAt, textAt } from '../../checks/field.ts';
import { parseCidr } from '../../checks/api/syntax/cidr.ts';
import { selects } from '../../api/label-selector.ts';
import { covers, type Span, without } from './spans.ts';

/** What a rule without peers has in their place: everybody. */
export const ANYBODY = 'any';

/** Where a policy stands that names peers. */
export interface PeerPlace {
  readonly namespace: string;
  /** Labels of the namespaces that are known. */
  readonly labelsOf: (namespace: string) => Fields | undefined;
}

/** Whether a peer has no selector and no addresses: Kubernetes takes none such, and a rule without peers means everybody. */
export function isAnybody(peer: unknown): boolean {
  return peer === ANYBODY || (isFields(peer) && Object.keys(peer).length === 0);
}

/** Whether everybody whom one peer of a policy names is named by some of others, however it is written. */
export function coversPeer(others: readonly unknown[], peer: unknown, place: PeerPlace): boolean {
  if (others.some(isAnybody)) return true;
  if (isAnybody(peer)) return false;
  const block = addressesOf(peer);
  if (block !== undefined) return (['v4', 'v6'] as const).every((family) => covers(others.flatMap((other) => addressesOf(other)?.[family] ?? []), block[family]));
  return others.some((other) => coversSelectors(other, peer, place));
}

/** Whether somebody may be named by both. */
export function meetsPeer(other: unknown, peer: unknown, place: PeerPlace): boolean {
  if (isAnybody(other) || isAnybody(peer)) return true;
  const [a, b] = [addressesOf(other), addressesOf(peer)];
  if (a !== undefined && b !== undefined) return (['v4', 'v6'] as const).some((family) => !same(without(a[family], b[family]), a[family]));
  if (a !== undefined || b !== undefined) return false;
  return coversSelectors(other, peer, place) || coversSelectors(peer, other, place);
}

function same(a: readonly Span<bigint>[], b: readonly Span<bigint>[]): boolean {
  return covers(a, b) && covers(b, a);
}

function coversSelectors(other: unknown, peer: unknown, { namespace, labelsOf }: PeerPlace): boolean {
  if (!isFields(other) || at(other, 'ipBlock') !== undefined) return false;
  const [podsOfOther, pods] = [requirements(at(other, 'podSelector')), requirements(at(peer, 'podSelector'))];
  if (!podsOfOther.every((each) => follows(each, pods))) return false;
  const [theirs, ours] = [at(other, 'namespaceSelector') ?? undefined, at(peer, 'namespaceSelector') ?? undefined];
  if (theirs === undefined && ours === undefined) return true;
  const own: Requirement = { key: NAME, operator: 'In', values: [namespace] };
  const wanted = theirs === undefined ? [own] : requirements(theirs);
  const given = ours === undefined ? [own] : requirements(ours);
  if (wanted.every((each) => follows(each, given))) return true;
  const names = given.find(({ key, operator }) => key === NAME && operator === 'In')?.values ?? [];
  return names.length > 0 && theirs !== undefined && names.every((name) => typeof name === 'string' && selects(theirs, { ...labelsOf(name), [NAME]: name }));
}

interface Requirement {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly unknown[];
}

/** What the name of a namespace is a label by. */
const NAME = 'kubernetes.io/metadata.name';

/** A selector as a list of what it asks for, whichever way it is written; one that is absent asks for nothing. */
function requirements(selector: unknown): readonly Requirement[] {
  const labels = fieldsAt(selector, 'matchLabels');
  return [
    ...Object.keys(labels).map((key) => ({ key, operator: 'In', values: [labels[key]] })),
    ...listAt(selector, 'matchExpressions').map((each) => ({ key: textAt(each, 'key') ?? '', operator: textAt(each, 'operator') ?? '', values: listAt(each, 'values') })),
  ];
}

/** Whether what meets all of the given meets the wanted, too. */
function follows(wanted: Requirement, given: readonly Requirement[]): boolean {
  return given.some(({ key, operator, values }) => {
    if (key !== wanted.key) return false;
    switch (wanted.operator) {
      case 'In':
        return operator === 'In' && values.every((value) => wanted.values.includes(value));
      case 'NotIn':
        return operator === 'DoesNotExist' || (operator === 'In' && !values.some((value) => wanted.values.includes(value))) || (operator === 'NotIn' && wanted.values.every((value) => values.includes(value)));
      case 'Exists':
        return operator === 'Exists' || operator === 'In';
      case 'DoesNotExist':
        return operator === 'DoesNotExist';
      default:
        return false;
    }
  });
}

interface Addresses {
  readonly v4: readonly Span<bigint>[];
  readonly v6: readonly Span<bigint>[];
}

const NONE: Addresses = { v4: [], v6: [] };
const BLOCKS = new WeakMap<object, Addresses>();

/** The addresses of a peer that is a block of them; undefined for any other. */
function addressesOf(peer: unknown): Addresses | undefined {
  const block = at(peer, 'ipBlock');
  if (!isFields(block)) return undefined;
  let found = BLOCKS.get(block);
  if (found === undefined) {
    const [all, except] = [addresses(at(block, 'cidr')), listAt(block, 'except').map(addresses)];
    found = { v4: without(all.v4, except.flatMap(({ v4 }) => v4)), v6: without(all.v6, except.flatMap(({ v6 }) => v6)) };
    BLOCKS.set(block, found);
  }
  return found;
}

function addresses(text: unknown): Addresses {
  const cidr = typeof text === 'string' ? parseCidr(text) : undefined;
  if (cidr === undefined) return NONE;
  const size = 1n << BigInt(cidr.bytes.length * 8 - cidr.prefix);
  const number = cidr.bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const from = number - (number % size);
  const span = [{ from, end: from + size }];
  return cidr.bytes.length === 4 ? { v4: span, v6: [] } : { v4: [], v6: span };
}
