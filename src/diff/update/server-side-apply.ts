import { isFields } from '../../api/defaults/fill.ts';
import { setOwn } from '../../kernel/set-own.ts';
import { keyedItems, listKindOf } from '../list-kind.ts';
import { type Place } from '../place.ts';
import { sameValue } from '../same-value.ts';

/**
 * What server-side apply makes of the object that is live, when the same applier that once sent `last` now sends
 * `next`: what only `last` had goes, what `next` has is set, and what neither had stays, such as defaults.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function serverSideApply(live: unknown, last: unknown, next: unknown, place: Place): unknown {
  return merged(pruned(live, last, next, place), next, place);
}

function isWhole(value: unknown, place: Place): boolean {
  if (Array.isArray(value)) return listKindOf(place).type === 'atomic';
  return !isFields(value) || place.node?.isAtomicMap === true;
}

/** Without what `last` had and `next` has no more: an object that is gone takes with it what others put into it. */
function pruned(live: unknown, last: unknown, next: unknown, place: Place): unknown {
  if (isFields(live) && isFields(last) && isFields(next) && !isWhole(live, place)) {
    const result: Record<string, unknown> = { ...live };
    for (const key of Object.keys(last)) {
      if (!Object.hasOwn(result, key) || isUnowned(last[key], place.field(key))) continue;
      if (!Object.hasOwn(next, key) || isUnowned(next[key], place.field(key))) delete result[key];
      else setOwn(result, key, pruned(result[key], last[key], next[key], place.field(key)));
    }
    return result;
  }
  if (Array.isArray(live) && Array.isArray(last) && Array.isArray(next) && !isWhole(live, place)) return prunedList(live, last, next, place);
  return live;
}

/** An empty keyed list holds nothing, and so owns nothing. */
function isUnowned(value: unknown, place: Place): boolean {
  return Array.isArray(value) && value.length === 0 && listKindOf(place).type !== 'atomic';
}

function prunedList(live: readonly unknown[], last: readonly unknown[], next: readonly unknown[], place: Place): readonly unknown[] {
  const list = listKindOf(place);
  if (list.type !== 'map') return live.filter((item) => has(next, item, place) || !has(last, item, place));
  const [held, sent, wanted] = [live, last, next].map((items) => keyedItems(items, list.keys, place.items));
  if (held === undefined || sent === undefined || wanted === undefined) return live;
  return [...held].flatMap(([key, { item }]) => {
    const before = sent.get(key);
    const after = wanted.get(key);
    if (before === undefined) return [item];
    return after === undefined ? [] : [pruned(item, before.item, after.item, place.items)];
  });
}

function has(list: readonly unknown[], value: unknown, place: Place): boolean {
  return list.some((item) => sameValue(item, value, place.items));
}

function merged(live: unknown, next: unknown, place: Place): unknown {
  if (isFields(live) && isFields(next) && !isWhole(next, place)) {
    const result: Record<string, unknown> = { ...live };
    for (const [key, value] of Object.entries(next)) setOwn(result, key, merged(Object.hasOwn(live, key) ? live[key] : undefined, value, place.field(key)));
    return result;
  }
  if (Array.isArray(live) && Array.isArray(next) && !isWhole(next, place)) return mergedList(live, next, place);
  return next;
}

/** In the order that is sent; what only lives stays before what it stood before. */
function mergedList(live: readonly unknown[], next: readonly unknown[], place: Place): readonly unknown[] {
  const list = listKindOf(place);
  if (list.type !== 'map') return [...live.filter((item) => !has(next, item, place)), ...next];
  const held = keyedItems(live, list.keys, place.items);
  const wanted = keyedItems(next, list.keys, place.items);
  if (held === undefined || wanted === undefined) return next;
  const result: unknown[] = [];
  const open = [...held];
  for (const [key, { item }] of wanted) {
    const known = held.get(key);
    if (known !== undefined) {
      const until = open.findIndex(([name]) => name === key);
      for (const [name, other] of open.splice(0, until + 1)) if (!wanted.has(name)) result.push(other.item);
    }
    result.push(merged(known?.item, item, place.items));
  }
  for (const [name, other] of open) if (!wanted.has(name)) result.push(other.item);
  return result;
}
