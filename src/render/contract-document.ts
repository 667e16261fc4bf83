import { z } from 'zod';
import { type VariableSchema } from '../constructs/contract-example.ts';
import { type EnvironmentContract } from '../constructs/environment-contract.ts';
import { patternOf } from '../delivery/release/contract.ts';
import { type Json } from '../kernel/manifest.ts';
import { setOwn } from '../kernel/set-own.ts';

/** Format of an exported contract. */
export const CONTRACT_SCHEMA = 'slipway.contract/v1';

/** Whose contract it is. */
export interface ContractOf {
  readonly system: string;
  /** The component. */
  readonly service: string;
}

/**
 * The contract as a JSON Schema of the environment, such as `slipway release --contract` takes it.
 * It is never stricter than the program: what a JSON Schema cannot say is left out, so that a
 * contract may pass what the program then refuses, but nothing the other way round. Secrets are
 * marked `writeOnly`.
 *
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export function contractDocument({ system, service }: ContractOf, { variables, secrets = [] }: EnvironmentContract): Json {
  const names = Object.keys(variables).sort();
  const properties: Record<string, Json> = {};
  for (const name of names) setOwn(properties, name, { ...variableDocument(variables[name]!), ...(secrets.includes(name) ? { writeOnly: true } : {}) });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    schema: CONTRACT_SCHEMA,
    system,
    service,
    title: `What ${service} of ${system} requires of its environment`,
    type: 'object',
    properties,
    required: names.filter((name) => !variables[name]!.safeParse(undefined).success),
  };
}

type Said = Readonly<Record<string, Json>>;

function variableDocument(schema: VariableSchema): Said {
  if (!isZod(schema) || isRewritten(schema)) return { type: 'string' };
  const { $schema: _, ...said } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Said;
  return textDocument(said, exactPatterns(schema));
}

/** Not instanceof: a system may bring a zod of its own. */
function isZod(schema: object): schema is z.ZodType {
  return '_zod' in schema;
}

/** What can be asked of a text, of all that zod says. */
function textDocument(said: Said, patternsHold: boolean): Said {
  const { type, anyOf, description, default: byDefault } = said;
  const head = { ...(typeof description === 'string' ? { description } : {}), ...(byDefault === undefined ? {} : { default: byDefault }) };
  const texts = textsOf(said) ?? (Array.isArray(anyOf) ? anyOf.map((option) => textsOf(option as Said)) : undefined);
  if (texts !== undefined) {
    const all = texts.flat();
    return { ...head, type: 'string', ...(all.every((text) => text !== undefined) ? { enum: all } : {}) };
  }
  if (type === 'integer' || type === 'number') {
    const { minimum, maximum } = said;
    // zod's own bounds of a safe integer say nothing.
    const bound = (value: Json | undefined): value is number => typeof value === 'number' && Math.abs(value) < Number.MAX_SAFE_INTEGER;
    return { ...head, type, ...(bound(minimum) ? { minimum } : {}), ...(bound(maximum) ? { maximum } : {}) };
  }
  // Whatever is read from a text otherwise, zod reads more generously than a schema could say.
  if (type !== 'string') return { ...head, type: 'string' };
  const { minLength, maxLength, pattern, format } = said;
  return {
    ...head,
    type,
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(typeof pattern === 'string' && patternsHold && pattern.length <= LONGEST_PATTERN && patternOf(pattern) !== undefined ? { pattern } : {}),
    ...(format === 'uri' ? { format } : {}),
  };
}

/** What a contract takes. */
const LONGEST_PATTERN = 500;

/** The texts that are allowed, where they are listed. */
function textsOf(said: Said): (string | undefined)[] | undefined {
  if (said['const'] !== undefined) return typeof said['const'] === 'string' ? [said['const']] : [undefined];
  return Array.isArray(said['enum']) ? said['enum'].map((value) => (typeof value === 'string' ? value : undefined)) : undefined;
}

interface Definition {
  readonly type?: string;
  readonly in?: unknown;
  readonly innerType?: unknown;
  readonly options?: readonly unknown[];
  readonly checks?: readonly { readonly _zod?: { readonly def?: { readonly check?: string; readonly pattern?: RegExp } } }[];
  readonly pattern?: RegExp;
}

/** Whether the program changes the text before it looks at it, so that what is asked of the result says nothing of the text. */
function isRewritten(schema: unknown): boolean {
  const { type, in: input, innerType, options = [], checks = [] } = definitionOf(schema);
  if (type === 'transform' || checks.some((check) => check._zod?.def?.check === 'overwrite')) return true;
  return [input, innerType, ...options].some((part) => part !== undefined && isRewritten(part));
}

/** Whether every pattern means the same without its flags, which a JSON Schema cannot give. */
function exactPatterns(schema: unknown): boolean {
  const { in: input, innerType, options = [], checks = [], pattern } = definitionOf(schema);
  const patterns = [pattern, ...checks.map((check) => check._zod?.def?.pattern)];
  if (patterns.some((each) => each instanceof RegExp && /[ims]/.test(each.flags))) return false;
  return [input, innerType, ...options].every((part) => part === undefined || exactPatterns(part));
}

function definitionOf(schema: unknown): Definition {
  return (schema as { readonly _zod?: { readonly def?: Definition } } | undefined)?._zod?.def ?? {};
}
