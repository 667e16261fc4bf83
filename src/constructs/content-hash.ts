import { createHash } from 'node:crypto';

/**
 * The content as text that is the same for equal content: keys in code-unit order at every depth,
 * lists in their own order, `undefined` left out.
 */
export function canonicalText(content: unknown): string {
  return JSON.stringify(content, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Ten hex digits that stand for the content in an object's name; the order of keys does not count. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalText(content)).digest('hex').slice(0, 10);
}
