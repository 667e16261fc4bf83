import type { TypeNode } from './model.ts';
import { literal } from './print.ts';
import { byCodeUnits, type Schema } from './schema.ts';

/**
 * The type of a schema node that is no object and no list.
 *
 * @param where path of the node, for the error about a node that is not understood: a guess would
 * drop a field without a word.
 */
export function scalarType(schema: Schema, where: string): TypeNode {
  if (schema['x-kubernetes-int-or-string']) return { is: 'text', text: 'number | string' };
  const values = enumOf(schema);
  if (values) return { is: 'text', text: union(values, where) };
  const text = SCALARS.get(schema.type);
  if (text === undefined) throw new Error(`${where}: schema is not understood: ${JSON.stringify(schema)}`);
  return { is: 'text', text };
}

const SCALARS: ReadonlyMap<string | undefined, string> = new Map([
  ['string', 'string'],
  ['integer', 'number'],
  ['number', 'number'],
  ['boolean', 'boolean'],
]);

/** The values as a union of literals, sorted and each of them once. */
export function union(values: readonly unknown[], where: string): string {
  const texts = values.map((value) => {
    if (typeof value === 'string') return literal(value);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new Error(`${where}: enum value ${JSON.stringify(value)} is not understood`);
  });
  return [...new Set(texts)].sort(byCodeUnits).join(' | ');
}

/** The values allowed by the node's own enum and by every enum that must hold with it. */
function enumOf(schema: Schema): readonly unknown[] | undefined {
  const enums = [schema, ...(schema.allOf ?? [])].flatMap((part) => (part.enum ? [part.enum] : []));
  const [first, ...others] = enums;
  return first?.filter((value) => value !== null && others.every((other) => other.includes(value)));
}
