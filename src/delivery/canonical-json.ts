import { hasLoneSurrogate } from '../kernel/unwritable.ts';

/**
 * A value as the one JSON text that hashes and signatures are made over: keys in code-unit order,
 * no white space, text as `JSON.stringify` writes it. Keys whose value is undefined are left out.
 *
 * @throws TypeError for what has no single text: fractions, numbers beyond 2^53, half characters, values that are no JSON
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return String(value);
    case 'number':
      // A fraction has several texts, and other languages choose another one.
      if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new TypeError(`${String(value)} has no canonical text`);
      return String(value);
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? `[${value.map(canonicalJson).join(',')}]` : map(value);
    default:
      throw new TypeError(`a ${typeof value} is no JSON`);
  }
}

function map(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => `${text(key)}:${canonicalJson(item)}`)
    .join(',')}}`;
}

function text(value: string): string {
  if (hasLoneSurrogate(value)) throw new TypeError('half of a character has no UTF-8');
  return JSON.stringify(value);
}
