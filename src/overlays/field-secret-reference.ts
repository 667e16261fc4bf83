import { type z } from 'zod';
import { isMap } from './data.ts';
import { field, fieldNotes, refuse } from './field.ts';

const ALLOWED = 'path#property, or { key: path, property: name }; never the secret itself';
const EXAMPLE = 'shop/runtime#password';

/** Where a value lies in the secret store. */
export interface SecretReferenceValue {
  /** Path of the secret in the store. */
  readonly key: string;
  /** Property of that secret. */
  readonly property?: string;
}

/**
 * Where a value lies in the secret store: `path#property`, or a map of key and property. A bare
 * path is refused as text, because a password looks just like one; as `{ key: path }` it is clear.
 */
export const secretReference: z.ZodType<SecretReferenceValue, string | { key: string; property?: string }> = field({
  what: 'a reference into the secret store',
  allowed: ALLOWED,
  example: EXAMPLE,
  json: {
    anyOf: [
      { type: 'string', pattern: '^[^\\s#]+#[^\\s#]+$' },
      { type: 'object', properties: { key: { type: 'string', description: 'Path of the secret in the store.' }, property: { type: 'string', description: 'Property of that secret.' } }, required: ['key'], additionalProperties: false },
    ],
  },
  parse: (value) => {
    if (typeof value === 'string') {
      const [key = '', property = '', ...more] = value.split('#');
      return isPart(key) && isPart(property) && more.length === 0 ? { key, property } : refuse();
    }
    if (!isMap(value) || Object.keys(value).some((key) => key !== 'key' && key !== 'property')) return refuse();
    const { key, property } = value;
    if (!isPart(key) || (property !== undefined && !isPart(property))) return refuse();
    return { key, ...(property === undefined ? {} : { property }) };
  },
});
fieldNotes.add(secretReference, { example: EXAMPLE, allowed: ALLOWED, namesSecret: true });

function isPart(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 512 && /^[^\s\p{Cc}#]+$/u.test(value);
}
