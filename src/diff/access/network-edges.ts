import { type Fields, isFields, own, ownList } from '../../api/defaults/fill.ts';
import { rangeCovers } from '../address-range.ts';
import { fieldsAt } from '../immutable-field.ts';
import { Place } from '../place.ts';
import { sameValue } from '../same-value.ts';

/** One thing that a rule of a NetworkPolicy lets through: a peer by a port, where absence of either stands for all. */
export interface Edge {
  readonly peer: Fields | undefined;
  readonly port: Fields | undefined;
}

/** What a rule lets through, each on its own. @param peers the field that names them: `from` or `to` */
export function edgesOf(rules: readonly unknown[], peers: string): readonly Edge[] {
  const edges: Edge[] = [];
  for (const rule of rules.filter(isFields)) {
    for (const peer of orAll(ownList(rule, peers))) for (const port of orAll(ownList(rule, 'ports'))) if (edges.length < MOST) edges.push({ peer, port });
  }
  return edges;
}

/** No policy of a person's making comes near; what is beyond is not looked at. */
const MOST = 3_000;

function orAll(list: readonly unknown[]): readonly (Fields | undefined)[] {
  return list.length === 0 ? [undefined] : list.map((item) => (isFields(item) ? item : {}));
}

/** The edges of `after` that nothing in `before` let through. */
export function newEdges(before: readonly Edge[], after: readonly Edge[]): readonly Edge[] {
  return after.filter((edge) => !before.some((held) => peerCovers(held.peer, edge.peer) && portCovers(held.port, edge.port)));
}

/** Whether one peer holds at least what another does. @see https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors */
function peerCovers(outer: Fields | undefined, inner: Fields | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined) return false;
  const [wide, narrow] = [own(outer, 'ipBlock'), own(inner, 'ipBlock')];
  if (isFields(wide) || isFields(narrow)) return isFields(wide) && isFields(narrow) && blockCovers(wide, narrow);
  // Without one of them, the policy's own namespace is meant, or every pod of the namespaces.
  const [space, innerSpace] = [own(outer, 'namespaceSelector'), own(inner, 'namespaceSelector')];
  const isSpace = isFields(space) ? isFields(innerSpace) && selectorCovers(space, innerSpace) : !isFields(innerSpace);
  return isSpace && selectorCovers(fieldsAt(outer, 'podSelector'), fieldsAt(inner, 'podSelector'));
}

function blockCovers(outer: Fields, inner: Fields): boolean {
  const [left, right] = [ownList(outer, 'except'), ownList(inner, 'except')];
  const isWithin = rangeCovers(String(own(outer, 'cidr')), String(own(inner, 'cidr')));
  return isWithin && left.every((hole) => right.some((other) => rangeCovers(String(other), String(hole))));
}

/** Whether one selector asks for nothing that another does not ask for as well. */
export function selectorCovers(outer: Fields, inner: Fields): boolean {
  const labels = fieldsAt(inner, 'matchLabels');
  const expressions = ownList(inner, 'matchExpressions');
  const isLabelled = Object.entries(fieldsAt(outer, 'matchLabels')).every(([key, value]) => own(labels, key) === value);
  return isLabelled && ownList(outer, 'matchExpressions').every((expression) => expressions.some((other) => sameValue(expression, other, ANYWHERE)));
}

const ANYWHERE = new Place(undefined, false);

function portCovers(outer: Fields | undefined, inner: Fields | undefined): boolean {
  if (outer === undefined) return true;
  if (inner === undefined || (own(outer, 'protocol') ?? 'TCP') !== (own(inner, 'protocol') ?? 'TCP')) return false;
  const [first, other] = [own(outer, 'port'), own(inner, 'port')];
  if (first === undefined || (first === other && own(outer, 'endPort') === own(inner, 'endPort'))) return true;
  if (typeof first !== 'number' || typeof other !== 'number') return false;
  const [last, otherLast] = [own(outer, 'endPort') ?? first, own(inner, 'endPort') ?? other];
  return first <= other && Number(last) >= Number(otherLast);
}
