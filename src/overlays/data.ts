import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { encodeString } from '../kernel/yaml-scalar.ts';

/** A map of data, as opposed to a list or a scalar. */
export type JsonMap = { readonly [key: string]: Json };

/** Whether the value is a map. */
export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What stands at the path, or undefined where nothing does; what objects inherit counts for nothing. */
export function valueAt(value: Json | undefined, path: Path): Json | undefined {
  let at: Json | undefined = value;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as { [key: string | number]: Json })[step];
  }
  return at;
}

/** A scalar as YAML, to show in a message. Half a character can be written as an escape alone. */
export function scalarText(value: unknown): string {
  if (typeof value !== 'string') return String(value);
  return /\p{Cs}/u.test(value) ? JSON.stringify(value) : encodeString(value);
}
