import { setOwn } from '../../kernel/set-own.ts';

/** The fields of a JSON object, before anything is known of them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether the value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The field's own value; `undefined` where it is absent, `null`, or inherited. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? (fields[key] ?? undefined) : undefined;
}

/** The object under a key; nothing where something else stands there. */
export function ownFields(fields: Fields, key: string): Fields | undefined {
  const value = own(fields, key);
  return isFields(value) ? value : undefined;
}

/** The list under a key; empty where something else stands there. */
export function ownList(fields: Fields, key: string): readonly unknown[] {
  const value = own(fields, key);
  return Array.isArray(value) ? value : NONE;
}

/** The object with every absent field filled in: itself where none is absent. For the fields that Go holds by pointer, where zero is a value. */
export function fill(fields: Fields, defaults: Fields): Fields {
  let filled: Record<string, unknown> | undefined;
  for (const key in defaults) {
    if (own(fields, key) !== undefined) continue;
    filled ??= { ...fields };
    // The keys of a map are its writer's.
    setOwn(filled, key, defaults[key]);
  }
  return filled ?? fields;
}

/** The object with every absent, empty or zero field filled in. For the fields that Go holds by value, where zero is absence. */
export function fillZero(fields: Fields, defaults: Fields): Fields {
  let filled: Record<string, unknown> | undefined;
  for (const key in defaults) {
    const value = own(fields, key);
    if (value !== undefined && value !== '' && value !== 0) continue;
    filled ??= { ...fields };
    filled[key] = defaults[key];
  }
  return filled ?? fields;
}

/** The object with one field set: itself where the field already holds the very value. `undefined` leaves it as it is. */
export function put(fields: Fields, key: string, value: unknown): Fields {
  return value === undefined || own(fields, key) === value ? fields : { ...fields, [key]: value };
}

/** The object without a field: itself where it has none. */
export function without(fields: Fields, key: string): Fields {
  if (!Object.hasOwn(fields, key)) return fields;
  const rest = { ...fields };
  delete rest[key];
  return rest;
}

/** The object with the object under a key changed, where there is one. */
export function within(fields: Fields, key: string, change: (inner: Fields) => Fields): Fields {
  const inner = ownFields(fields, key);
  return inner === undefined ? fields : put(fields, key, change(inner));
}

/** The object with the object under a key changed, which is begun empty where there is none. For what Go holds by value. */
export function withinAlways(fields: Fields, key: string, change: (inner: Fields) => Fields): Fields {
  const inner = own(fields, key);
  if (inner !== undefined && !isFields(inner)) return fields;
  const changed = change(inner ?? EMPTY);
  return changed === EMPTY ? fields : put(fields, key, changed);
}

/** The object with every object of the list under a key changed; the list itself where none is. */
export function each(fields: Fields, key: string, change: (item: Fields) => Fields): Fields {
  const list = own(fields, key);
  if (!Array.isArray(list)) return fields;
  let changed: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item: unknown = list[index];
    if (!isFields(item)) continue;
    const next = change(item);
    if (next === item) continue;
    changed ??= [...list];
    changed[index] = next;
  }
  return changed === undefined ? fields : put(fields, key, changed);
}

const NONE: readonly unknown[] = [];
const EMPTY: Fields = Object.freeze({});
