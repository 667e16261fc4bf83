import { hash } from 'node:crypto';

/**
 * The content as text that is the same for equal content: keys in code-unit order at every depth,
 * lists in their own order, `undefined` left out.
 */
export function canonicalText(content: unknown): string {
  return canonical(content) ?? 'null';
}

/** Undefined for what JSON leaves out of a map. */
function canonical(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item) ?? 'null').join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const text = canonical((value as Record<string, unknown>)[key]);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

/** Ten hex digits that stand for the content in an object's name; the order of keys does not count. */
export function contentHash(content: unknown): string {
  return hash('sha256', canonicalText(content)).slice(0, 10);
}
