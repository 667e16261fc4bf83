import { isFields } from '../api/defaults/fill.ts';
import { type Json } from '../kernel/manifest.ts';
import { type Step } from './diff.ts';
import { type KeyedItem, keyedItems, listKindOf } from './list-kind.ts';
import { type Place } from './place.ts';
import { sameLeaf, sameValue } from './same-value.ts';

/** One difference between two meanings, with its values, secret or not. */
export interface Difference {
  readonly steps: readonly Step[];
  readonly kind: 'added' | 'removed' | 'changed' | 'reordered';
  /** Undefined where it is added. */
  readonly before: Json | undefined;
  /** Undefined where it is removed. */
  readonly after: Json | undefined;
}

/**
 * Every difference between two values, in the order of the fields by code units, each as deep as the API tells
 * its parts apart: keyed lists by their keys, sets by their members, other lists by place.
 */
export function compare(before: unknown, after: unknown, place: Place): readonly Difference[] {
  const found: Difference[] = [];
  walk(before, after, place, [], found);
  return found;
}

/** Deeper differences are told as one. */
const DEEPEST = 100;

function walk(before: unknown, after: unknown, place: Place, steps: readonly Step[], found: Difference[]): void {
  if (before === after) return;
  if (steps.length > DEEPEST) {
    if (!sameValue(before, after, place)) found.push(change(steps, before, after));
  } else if (isFields(before) && isFields(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      const [left, right] = [ownValue(before, key), ownValue(after, key)];
      if (left === undefined) found.push({ steps: [...steps, key], kind: 'added', before: undefined, after: right as Json });
      else if (right === undefined) found.push({ steps: [...steps, key], kind: 'removed', before: left as Json, after: undefined });
      else walk(left, right, place.field(key), [...steps, key], found);
    }
  } else if (Array.isArray(before) && Array.isArray(after)) walkList(before, after, place, steps, found);
  else if (!sameLeaf(before, after, place)) found.push(change(steps, before, after));
}

function ownValue(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function change(steps: readonly Step[], before: unknown, after: unknown): Difference {
  return { steps, kind: 'changed', before: before as Json, after: after as Json };
}

function walkList(before: readonly unknown[], after: readonly unknown[], place: Place, steps: readonly Step[], found: Difference[]): void {
  const list = listKindOf(place);
  if (list.type === 'set') return walkSet(before, after, place, steps, found);
  if (list.type === 'map') {
    const left = keyedItems(before, list.keys, place.items);
    const right = keyedItems(after, list.keys, place.items);
    if (left !== undefined && right !== undefined) return walkKeyed(left, right, place, steps, found);
  }
  walkOrdered(before, after, place, steps, found);
}

/** A set is added to and taken from; members are told as a whole. */
function walkSet(before: readonly unknown[], after: readonly unknown[], place: Place, steps: readonly Step[], found: Difference[]): void {
  if (!sameValue(before, after, place)) found.push(change(steps, before, after));
}

function walkKeyed(before: Map<string, KeyedItem>, after: Map<string, KeyedItem>, place: Place, steps: readonly Step[], found: Difference[]): void {
  for (const [key, { where, item }] of before) {
    const other = after.get(key);
    if (other === undefined) found.push({ steps: [...steps, { where }], kind: 'removed', before: item as Json, after: undefined });
    else walk(item, other.item, place.items, [...steps, { where }], found);
  }
  for (const [key, { where, item }] of after) {
    if (!before.has(key)) found.push({ steps: [...steps, { where }], kind: 'added', before: undefined, after: item as Json });
  }
  // Where the rest stands in another order, or something new stands before it.
  const order = [...after.keys()];
  if (!sameOrder([...[...before.keys()].filter((key) => after.has(key)), ...order.filter((key) => !before.has(key))], order)) {
    found.push({ steps, kind: 'reordered', before: [...before.values()].map(({ where }) => where), after: [...after.values()].map(({ where }) => where) });
  }
}

function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.every((key, index) => key === b[index]);
}

/** Lists of one length are compared place by place; of others the middle that differs is taken out and put in. */
function walkOrdered(before: readonly unknown[], after: readonly unknown[], place: Place, steps: readonly Step[], found: Difference[]): void {
  if (before.length === after.length) {
    for (let index = 0; index < before.length; index++) walk(before[index], after[index], place.items, [...steps, index], found);
    return;
  }
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && sameValue(before[head], after[head], place.items)) head++;
  let tail = 0;
  while (tail < shorter - head && sameValue(before[before.length - 1 - tail], after[after.length - 1 - tail], place.items)) tail++;
  for (let index = head; index < before.length - tail; index++) found.push({ steps: [...steps, index], kind: 'removed', before: before[index] as Json, after: undefined });
  for (let index = head; index < after.length - tail; index++) found.push({ steps: [...steps, index], kind: 'added', before: undefined, after: after[index] as Json });
}
