import { type SchemaNode } from '../../api/schema/schema-node.ts';
import { setOwn } from '../../kernel/set-own.ts';
import { duplicate, forbidden, invalid, required } from '../api/field-error.ts';
import { INT32, INT64, isInteger } from './decoded-by-code.ts';
import { type Place } from './place.ts';
import { sameJson } from './same-json.ts';
import { type SchemaRule } from './schema-rule.ts';

/** What server-side apply asks beyond creating: entries of a list must be told apart, nulls must be allowed. */
export const objectCanBeApplied: SchemaRule = {
  id: 'object-can-be-applied',
  severity: 'error',
  why: 'server-side apply, which Argo CD uses here, merges lists by their keys and fails on what it can\'t tell apart, though the same object can be created',
  source: 'https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy',
};

/**
 * Finds what server-side apply refuses and a creation lets pass: entries of map and set lists that stand
 * there again, have no key or are null, managed fields, and nulls of custom resources.
 * @see https://github.com/kubernetes-sigs/structured-merge-diff/blob/master/typed/validate.go
 */
export function findUnappliable(manifest: Readonly<Record<string, unknown>>, root: SchemaNode, judgedBy: 'code' | 'schema', place: Place): void {
  const { metadata } = manifest;
  if (typeof metadata === 'object' && metadata !== null && Object.hasOwn(metadata, 'managedFields') && (metadata as { managedFields?: unknown }).managedFields !== null) {
    place.add(objectCanBeApplied, { ...forbidden('metadata.managedFields', 'must not be set by who applies'), fix: 'leave metadata.managedFields out' });
  }
  walk(manifest, root, judgedBy === 'schema', place);
}

function walk(value: unknown, node: SchemaNode, nullsCount: boolean, place: Place): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    if (node.listType === 'map' || node.listType === 'set') checkEntries(value, node, place);
    const { items } = node;
    // Of plain values, only nulls could be wrong.
    if (items === undefined || (items.type !== 'object' && items.type !== 'array' && items.type !== undefined)) return;
    for (let index = 0; index < value.length && place.enter(index); index++) {
      walk(value[index], items, nullsCount, place);
      place.leave();
    }
    return;
  }
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key];
    // Of plain values, only nulls could be wrong.
    if (typeof inner !== 'object' || (inner === null && !nullsCount)) continue;
    const field = node.field(key);
    if (field === undefined || !place.enter(key)) continue;
    // Metadata is read by its type, where null is nothing.
    const isMetadata = key === 'metadata' && nullsCount && place.path() === 'metadata';
    if (inner === null && nullsCount && !isMetadata && field.raw.nullable !== true && (field.raw.default ?? null) === null && field.type !== undefined) {
      place.add(objectCanBeApplied, { path: place.path(), reason: 'TypeInvalid', message: `Invalid value: null: must be ${field.type === 'object' ? 'a map' : field.type === 'array' ? 'a list' : field.type}; a creation drops the null, server-side apply keeps it`, fix: 'leave the field out' });
    }
    walk(inner, field, nullsCount && !isMetadata, place);
    place.leave();
  }
}

function checkEntries(items: readonly unknown[], node: SchemaNode, place: Place): void {
  const seen = new Map<unknown, number>();
  for (let index = 0; index < items.length; index++) {
    const item = items[index];
    const key = keyOf(item, index, node, place);
    if (key === undefined) continue;
    // Alone in its list, an entry is like no other.
    const text = items.length > 1 && typeof key.value === 'object' ? JSON.stringify(key.value) : key.value;
    const first = seen.get(text);
    if (first === undefined) seen.set(text, index);
    else {
      const same = sameJson(items[first], item);
      const fix = same ? 'remove one of the two' : `remove one of the two, or give it another ${node.listKeys.join(' or ') || 'value'}`;
      place.add(objectCanBeApplied, { ...duplicate(place.path(index), key.value), fix });
    }
  }
}

/** What tells an entry apart; undefined where nothing does, which it says. */
function keyOf(item: unknown, index: number, { listType, listKeys, items }: SchemaNode, place: Place): { readonly value: unknown } | undefined {
  if (listType === 'set') {
    if (typeof item !== 'object') return { value: item };
    place.add(objectCanBeApplied, invalid(place.path(index), item, 'an entry of a set must be a plain value'));
    return undefined;
  }
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    place.add(objectCanBeApplied, invalid(place.path(index), item, `an entry must be a map, which ${listKeys.join(' and ')} tell apart`));
    return undefined;
  }
  const key: Record<string, unknown> = {};
  for (const name of listKeys) {
    const value = Object.hasOwn(item, name) ? (item as Record<string, unknown>)[name] : defaultOf(items, name);
    if (value !== undefined) setOwn(key, name, value);
  }
  if (Object.keys(key).length > 0) return { value: key };
  place.add(objectCanBeApplied, required(place.path(index), `${listKeys.join(' or ')} must be set, which tells the entries of this list apart`));
  return undefined;
}

/** What stands for a key that isn't there: its default, or the zero of what Go always writes. */
function defaultOf(items: SchemaNode | undefined, name: string): unknown {
  const field = items?.property(name);
  if (field?.raw.default !== undefined || items?.required.includes(name) !== true) return field?.raw.default;
  return field?.type === 'string' ? '' : field?.type === 'integer' ? 0 : undefined;
}

/**
 * An object as server-side apply converts it: a whole number that a 32-bit field can't hold is not refused,
 * but cut to its lowest 32 bits. Shares what it doesn't change.
 */
export function withCutIntegers(value: unknown, node: SchemaNode | undefined, depth = 0): unknown {
  if (node === undefined || depth > DEEPEST) return value;
  if (typeof value === 'number') return node.type === 'integer' && node.format === 'int32' && isInteger(value, INT64) && !isInteger(value, INT32) ? Number(BigInt.asIntN(32, BigInt(value))) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => withCutIntegers(item, node.items, depth + 1));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  let cut: Record<string, unknown> | undefined;
  for (const key of Object.keys(value)) {
    const before = (value as Record<string, unknown>)[key];
    const after = withCutIntegers(before, node.field(key), depth + 1);
    if (after !== before) setOwn((cut ??= { ...(value as Record<string, unknown>) }), key, after);
  }
  return cut ?? value;
}

const DEEPEST = 500;
