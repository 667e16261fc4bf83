/** A JSON object whose content nobody has checked yet. */
export type Fields = Readonly<Record<string, unknown>>;

const NONE: Fields = Object.freeze({});
const NOTHING: readonly unknown[] = Object.freeze([]);

/** Whether the value is a JSON object: no list, no null. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value at the end of the keys, undefined where the way there is missing or of another shape.
 * Own properties only: a manifest may hold a key named `__proto__` or `constructor`.
 */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  return follow(value, keys);
}

/** The JSON object at the end of the keys, empty where there is none. */
export function fieldsAt(value: unknown, ...keys: readonly string[]): Fields {
  const found = follow(value, keys);
  return isFields(found) ? found : NONE;
}

/** The list at the end of the keys, empty where there is none. */
export function listAt(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const found = follow(value, keys);
  return Array.isArray(found) ? (found as readonly unknown[]) : NOTHING;
}

/** The string at the end of the keys, undefined where there is none or an empty one, which Kubernetes reads as absent. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = follow(value, keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

/** Asked some hundred times for each manifest, so with an array for the keys and nothing else. */
function follow(value: unknown, keys: readonly string[]): unknown {
  let here = value;
  for (let index = 0; index < keys.length; index++) {
    if (typeof here !== 'object' || here === null || Array.isArray(here)) return undefined;
    const key = keys[index]!;
    const next = (here as Fields)[key];
    if (next === undefined || !Object.hasOwn(here, key)) return undefined;
    here = next;
  }
  return here;
}
