import { isFields, own } from '../api/defaults/fill.ts';
import { type Json } from '../kernel/manifest.ts';
import { type Place } from './place.ts';

/** How the items of a list are told apart: by their place, by their value, or by some of their fields. */
export type ListKind = { readonly type: 'atomic' } | { readonly type: 'set' } | { readonly type: 'map'; readonly keys: readonly string[] };

/** How the API takes a list. */
export function listKindOf({ node }: Place): ListKind {
  if (node?.listType === 'set') return SET;
  if (node?.listType === 'map' && node.listKeys.length > 0) return { type: 'map', keys: node.listKeys };
  // Where an old schema names only the key of the older way to patch.
  if (node?.listType === undefined && node?.mergeKey !== undefined) return { type: 'map', keys: [node.mergeKey] };
  return ATOMIC;
}

const SET: ListKind = { type: 'set' };
const ATOMIC: ListKind = { type: 'atomic' };

/** The keys of one item; the defaults of keys count, which for a port is its protocol. */
export function keysOf(item: unknown, keys: readonly string[], place: Place): Readonly<Record<string, Json>> | undefined {
  if (!isFields(item)) return undefined;
  const where: Record<string, Json> = {};
  for (const key of keys) {
    const value = own(item, key) ?? place.node?.property(key)?.raw.default ?? (key === 'protocol' ? 'TCP' : undefined);
    if (value === undefined || typeof value === 'object') return undefined;
    where[key] = value as Json;
  }
  return where;
}

/** Keys as one text, for maps. */
export function keyText(where: Readonly<Record<string, Json>>): string {
  return JSON.stringify(Object.entries(where));
}

/** The items of a list by their keys; undefined where some item has none, or two have the same, so that only the place tells them apart. */
export function keyedItems(list: readonly unknown[], keys: readonly string[], place: Place): Map<string, KeyedItem> | undefined {
  const items = new Map<string, KeyedItem>();
  for (const [index, item] of list.entries()) {
    const where = keysOf(item, keys, place);
    if (where === undefined) return undefined;
    const text = keyText(where);
    if (items.has(text)) return undefined;
    items.set(text, { where, item, index });
  }
  return items;
}

/** An item of a keyed list. */
export interface KeyedItem {
  readonly where: Readonly<Record<string, Json>>;
  readonly item: unknown;
  readonly index: number;
}
