import { type Json } from '../../kernel/manifest.ts';
import { isJsonList, isJsonMap } from './json-kind.ts';

/** A value as text that is the same for equal values, whatever the order of their keys. */
export function canonicalKey(value: Json): string {
  if (isJsonList(value)) return `[${value.map(canonicalKey).join(',')}]`;
  if (!isJsonMap(value)) return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonicalKey(value[key]!)}`).join(',')}}`;
}
