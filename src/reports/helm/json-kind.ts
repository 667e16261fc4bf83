import { type Json } from '../../kernel/manifest.ts';

/** A map of JSON. */
export type JsonMap = { readonly [key: string]: Json };

/** Whether a value is a map. */
export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isJsonList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** What a map holds under a key of its own; undefined for anything else. */
export function ownOf(value: unknown, key: string): Json | undefined {
  return isJsonMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** What lies at the end of a way through maps; undefined where it ends before. */
export function along(value: unknown, ...keys: readonly string[]): Json | undefined {
  return keys.reduce<unknown>((at, key) => ownOf(at, key), value) as Json | undefined;
}
