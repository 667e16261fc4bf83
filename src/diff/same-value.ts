import { isFields } from '../api/defaults/fill.ts';
import { compareQuantity, quantityProblem } from '../kernel/quantity.ts';
import { goDuration } from './go-duration.ts';
import { listKindOf } from './list-kind.ts';
import { type Place } from './place.ts';

/** Whether two values of a meaning are the same: fields in any order, sets in any order, quantities and durations by amount. */
export function sameValue(a: unknown, b: unknown, place: Place, depth = 0): boolean {
  if (a === b) return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameList(a, b, place, depth);
  if (!isFields(a) || !isFields(b)) return sameLeaf(a, b, place);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key], place.field(key), depth + 1));
}

const DEEPEST = 500;

function sameList(a: readonly unknown[], b: readonly unknown[], place: Place, depth: number): boolean {
  if (a.length !== b.length && listKindOf(place).type !== 'set') return false;
  if (a.length === b.length && a.every((item, index) => sameValue(item, b[index], place.items, depth + 1))) return true;
  return listKindOf(place).type === 'set' && a.every((item) => holds(b, item, place)) && b.every((item) => holds(a, item, place));
}

function holds(list: readonly unknown[], value: unknown, place: Place): boolean {
  return list.some((item) => sameValue(item, value, place.items));
}

/** Whether two values that hold no others are the same amount or the same text. */
export function sameLeaf(a: unknown, b: unknown, place: Place): boolean {
  if (a === b) return true;
  const { node, isCustom, holdsAmounts } = place;
  if (isLeaf(a) && isLeaf(b) && (node?.format === 'quantity' || holdsAmounts || (isCustom && BINARY.test(String(a)) && BINARY.test(String(b))))) {
    const [left, right] = [String(a), String(b)];
    if (quantityProblem(left) === undefined && quantityProblem(right) === undefined) return compareQuantity(left, right) === 0;
  }
  if (!isCustom || typeof a !== 'string' || typeof b !== 'string') return false;
  const left = goDuration(a);
  return left !== undefined && left === goDuration(b);
}

function isLeaf(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}

/** Whatever field of a custom resource holds this, it is an amount of bytes. */
const BINARY = /^[0-9]{1,19}(?:\.[0-9]{1,9})?[KMGTPE]i$/;
