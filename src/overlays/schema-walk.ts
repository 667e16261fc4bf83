import { z } from 'zod';
import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { isMap, scalarText, valueAt } from './data.ts';
import { fieldNotes } from './field.ts';

/** A schema of any kind, as zod's own walkers see it. */
type Schema = z.core.$ZodType;

/** The schema without what only makes it optional, gives it a default or changes its output. */
function core(schema: Schema): Schema {
  if (fieldNotes.get(schema as z.ZodType) !== undefined) return schema;
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return core(def.innerType);
    case 'pipe':
      return core(def.in);
    case 'lazy':
      return core(def.getter());
    default:
      return schema;
  }
}

/** The schema of what stands at the path; the data decides between the options of a union. */
export function schemaAt(schema: Schema, path: Path, data: unknown): Schema | undefined {
  const declared = declaredAt(schema, path, data);
  return declared === undefined ? undefined : chosen(declared, valueAt(data as Json, path));
}

/** The keys that a map at the path may have, empty where it may have any or is no map. */
export function keysAt(schema: Schema, path: Path, data: unknown): string[] {
  const at = schemaAt(schema, path, data);
  if (at === undefined) return [];
  const { def } = (at as z.core.$ZodTypes)._zod;
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type === 'union') return [...new Set(def.options.flatMap((option) => keysAt(option, [], undefined)))];
  return [];
}

/** The key that decides between the options of the union at the path, where there is one. */
export function discriminatorAt(schema: Schema, path: Path, data: unknown): string | undefined {
  const declared = declaredAt(schema, path, data);
  return declared === undefined ? undefined : discriminatorOf(core(declared));
}

/**
 * Whether a value at the path may be the mere name of a secret. One file need not say which form it
 * is about, so every option of a union counts.
 */
export function mayNameSecret(schema: Schema, path: Path): boolean {
  const at = core(schema);
  const { def } = (at as z.core.$ZodTypes)._zod;
  if (def.type === 'union') return def.options.some((option) => mayNameSecret(option, path));
  // A reference written as a map is one as a whole.
  if (fieldNotes.get(at as z.ZodType)?.namesSecret === true) return true;
  const [step, ...rest] = path;
  if (step === undefined) return false;
  if (def.type === 'object') return typeof step === 'string' && Object.hasOwn(def.shape, step) && mayNameSecret(def.shape[step]!, rest);
  if (def.type === 'record') return mayNameSecret(def.valueType, rest);
  return def.type === 'array' && mayNameSecret(def.element, rest);
}

/** The values of the key at the path, where it decides between the options of a union. */
export function discriminatorValues(schema: Schema, path: Path, data: unknown): readonly unknown[] {
  const key = path.at(-1);
  const declared = declaredAt(schema, path.slice(0, -1), data);
  if (declared === undefined || typeof key !== 'string' || discriminatorOf(core(declared)) !== key) return [];
  return (core(declared) as z.core.$ZodUnion)._zod.def.options.flatMap((option) => literalsAt(option, key));
}

/** Stands for any text in an example. */
export const SOME_TEXT = '<text>';

/** YAML of a value that passes, on one line: a field's own example, else the shortest thing allowed. */
export function exampleOf(schema: Schema): string | undefined {
  const at = core(schema);
  const example = fieldNotes.get(at as z.ZodType)?.example;
  if (example !== undefined) return example;
  const { def } = (at as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'literal':
      return scalarText(def.values[0]);
    case 'enum':
      return scalarText(Object.values(def.entries)[0]);
    case 'boolean':
      return 'true';
    case 'number':
      return '1';
    case 'string':
      return SOME_TEXT;
    case 'record':
      return `{ ${exampleOf(def.keyType) ?? 'key'}: ${exampleOf(def.valueType) ?? '...'} }`;
    case 'array':
      return `[${exampleOf(def.element) ?? ''}]`;
    case 'union':
      return def.options.map(exampleOf).find((text) => text !== undefined);
    case 'object': {
      const required = Object.keys(def.shape).filter((key) => def.shape[key]!._zod.optin === undefined && !acceptsNothing(def.shape[key]!));
      const parts = required.map((key) => `${scalarText(key)}: ${exampleOf(def.shape[key]!) ?? '...'}`);
      return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
    }
    default:
      return undefined;
  }
}

/** What the schema allows, in words or as a list. */
export function allowedOf(schema: Schema): string {
  const at = core(schema);
  const allowed = fieldNotes.get(at as z.ZodType)?.allowed;
  if (allowed !== undefined) return allowed;
  const { def } = (at as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'literal':
      return def.values.map(scalarText).join(', ');
    case 'enum':
      return Object.values(def.entries).map(scalarText).join(', ');
    case 'boolean':
      return 'true, false';
    case 'number':
      return 'a number';
    case 'string':
      return 'text';
    case 'array':
      return `a list: ${allowedOf(def.element)}`;
    case 'union':
      return def.options.map(allowedOf).join('; ');
    default:
      return exampleOf(at) ?? 'a map of keys and values';
  }
}

/** What the key at the path means, as its schema describes it. */
export function descriptionAt(schema: Schema, path: Path, data: unknown): string | undefined {
  for (let at = declaredAt(schema, path, data); at !== undefined; ) {
    const description = z.globalRegistry.get(at as z.ZodType)?.description;
    if (description !== undefined) return description;
    const { def } = (at as z.core.$ZodTypes)._zod;
    at = 'innerType' in def ? def.innerType : undefined;
  }
  return undefined;
}

/** The schema written for the path, before anything is chosen or unwrapped. */
function declaredAt(schema: Schema, path: Path, data: unknown): Schema | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const { def } = (chosen(schema, data) as z.core.$ZodTypes)._zod;
  const inner = valueAt(data as Json, [step]);
  if (def.type === 'object') return typeof step === 'string' && Object.hasOwn(def.shape, step) ? declaredAt(def.shape[step]!, rest, inner) : undefined;
  if (def.type === 'record') return declaredAt(def.valueType, rest, inner);
  return def.type === 'array' ? declaredAt(def.element, rest, inner) : undefined;
}

/** The option of a union that the data means: by its discriminator, else the only one that holds maps. */
function chosen(schema: Schema, data: unknown): Schema {
  const at = core(schema);
  const { def } = (at as z.core.$ZodTypes)._zod;
  if (def.type !== 'union') return at;
  const key = discriminatorOf(at);
  if (key !== undefined) {
    const value = isMap(data) && Object.hasOwn(data, key) ? data[key] : undefined;
    const option = def.options.find((candidate) => literalsAt(candidate, key).includes(value));
    return option === undefined ? at : chosen(option, data);
  }
  const maps = def.options.map(core).filter((option) => (option as z.core.$ZodTypes)._zod.def.type === 'object');
  return isMap(data) && maps.length === 1 ? maps[0]! : at;
}

function discriminatorOf(schema: Schema): string | undefined {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'union' && 'discriminator' in def ? (def.discriminator as string) : undefined;
}

function literalsAt(schema: Schema, key: string): readonly unknown[] {
  const { def } = (core(schema) as z.core.$ZodTypes)._zod;
  if (def.type !== 'object' || !Object.hasOwn(def.shape, key)) return [];
  const { def: inner } = (core(def.shape[key]!) as z.core.$ZodTypes)._zod;
  return inner.type === 'literal' ? inner.values : inner.type === 'enum' ? Object.values(inner.entries) : [];
}

function acceptsNothing(schema: Schema): boolean {
  return (schema as z.core.$ZodTypes)._zod.def.type === 'never';
}
