import { isFields } from '../../api/defaults/fill.ts';
import { type Step } from '../diff.ts';
import { keysOf, keyText, listKindOf } from '../list-kind.ts';
import { type Place } from '../place.ts';
import { sameValue } from '../same-value.ts';

/**
 * Where a list that server-side apply tells apart by keys has the same key twice, or a set a member twice:
 * it refuses the object then, whatever creating it would do.
 *
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export function duplicateKeys(value: unknown, place: Place): readonly (readonly Step[])[] {
  const found: (readonly Step[])[] = [];
  walk(value, place, [], found);
  return found;
}

const DEEPEST = 100;

function walk(value: unknown, place: Place, steps: readonly Step[], found: (readonly Step[])[]): void {
  if (steps.length > DEEPEST) return;
  if (Array.isArray(value)) {
    if (hasDuplicate(value, place)) found.push(steps);
    value.forEach((item: unknown, index) => walk(item, place.items, [...steps, index], found));
  } else if (isFields(value)) {
    for (const key of Object.keys(value)) walk(value[key], place.field(key), [...steps, key], found);
  }
}

function hasDuplicate(list: readonly unknown[], place: Place): boolean {
  const kind = listKindOf(place);
  if (kind.type === 'atomic') return false;
  if (kind.type === 'set') return list.some((item, index) => list.slice(0, index).some((other) => sameValue(item, other, place.items)));
  const seen = new Set<string>();
  return list.some((item) => {
    const where = keysOf(item, kind.keys, place.items);
    if (where === undefined) return false;
    const key = keyText(where);
    if (seen.has(key)) return true;
    seen.add(key);
    return false;
  });
}
