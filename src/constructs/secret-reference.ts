import { type PropCheck } from './prop-check.ts';

/** Where a value lies in the secret store: `path#property`, a bare `path`, or the two apart. */
export type SecretReference = string | { readonly key: string; readonly property?: string | undefined };

/** A reference in parts. */
export interface ParsedReference {
  readonly key: string;
  readonly property?: string;
}

/** The reference in parts; a path that holds `#` itself can only be written in parts. */
export function parseReference(reference: SecretReference): ParsedReference {
  if (typeof reference !== 'string') {
    return { key: reference.key, ...(reference.property === undefined ? {} : { property: reference.property }) };
  }
  const hash = reference.indexOf('#');
  return hash === -1 ? { key: reference } : { key: reference.slice(0, hash), property: reference.slice(hash + 1) };
}

/** Notes a problem when the reference points nowhere, and tells whether it is in order. */
export function checkReference(check: PropCheck, prop: string, reference: SecretReference | undefined): boolean {
  if (reference === undefined) return true;
  const { key, property } = parseReference(reference);
  if (isPart(key) && (property === undefined || isPart(property))) return true;
  const last = prop.startsWith('keys.') ? prop.slice('keys.'.length) : prop.slice(prop.lastIndexOf('.') + 1);
  // Not quoted: what stands here by mistake may well be the secret.
  check.add(prop, 'is not a reference into the secret store', {
    allowed: 'path#property, or a path alone, without spaces; never the secret itself',
    fix: `${last}: shop/runtime#${last.toLowerCase()}`,
  });
  return false;
}

function isPart(text: string): boolean {
  return typeof text === 'string' && text.length <= 512 && /^[^\s\p{Cc}#]+$/u.test(text);
}
