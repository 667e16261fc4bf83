import { canonicalText } from '../../api/schema/published-schema.ts';
import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { duplicate, invalid } from '../api/field-error.ts';
import { listEntryIsUnique } from './list-entry-is-unique.ts';
import { type Place } from './place.ts';

/** Finds the entries of a custom resource's set and map lists that stand there again. */
export function findRepeatedEntries(value: unknown, node: SchemaNode, place: Place): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (node.listType === 'set' || node.listType === 'map') checkList(value, node, place);
    const { items } = node;
    if (items === undefined) return;
    for (let index = 0; index < value.length && place.enter(index); index++) {
      findRepeatedEntries(value[index], items, place);
      place.leave();
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const field = node.field(key);
    if (field === undefined || !place.enter(key)) continue;
    findRepeatedEntries((value as Record<string, unknown>)[key], field, place);
    place.leave();
  }
}

function checkList(items: readonly unknown[], { listType, listKeys }: SchemaNode, place: Place): void {
  const times = new Map<string, number>();
  for (const [index, item] of items.entries()) {
    if (listType === 'map' && (typeof item !== 'object' || Array.isArray(item))) {
      place.add(listEntryIsUnique, invalid(place.path(index), item, 'must be a map, in a list that is one by its keys'));
      continue;
    }
    const key = listType === 'set' ? item : keyOf(item as Readonly<Record<string, unknown>> | null, listKeys);
    const text = canonicalText(key);
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    // The server names the second of several only.
    if (before === 1) place.add(listEntryIsUnique, { ...duplicate(place.path(index), key), fix: 'leave one of the two out' });
  }
}

function keyOf(item: Readonly<Record<string, unknown>> | null, keys: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.filter((key) => item !== null && Object.hasOwn(item, key)).map((key) => [key, item![key]]));
}
