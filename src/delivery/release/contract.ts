import { type Problem, quoted, UserError } from '../../kernel/problem.ts';

/** What a program requires of one variable of its environment. */
export interface RequiredVariable {
  /** Whether it must be there. @default false */
  readonly required?: boolean | undefined;
  /** Whether it may come from a Secret alone. @default false */
  readonly secret?: boolean | undefined;
  /** The texts it may have. @default any */
  readonly oneOf?: readonly string[] | undefined;
  /** A regular expression that is found in it. */
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  /** Least and greatest number, where it is read as one. */
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  /** What its text is read as. @default text */
  readonly type?: 'integer' | 'number' | 'boolean' | undefined;
  readonly format?: 'uri' | undefined;
}

/** What a program requires of its environment, by variable. */
export type Contract = Readonly<Record<string, RequiredVariable>>;

const SAID = new Set(['$schema', '$id', '$comment', 'title', 'description', 'default', 'examples', 'deprecated', 'readOnly']);
/** What `slipway contract export` says besides. */
const EXPORTED = new Set(['schema', 'system', 'service']);
const TYPES = ['string', 'integer', 'number', 'boolean'];
/** Longest pattern and most variables: a contract is a page, not a program. */
const MOST = { pattern: 500, variables: 1000, bytes: 262_144 };

/**
 * Reads the JSON Schema of an environment: an object whose properties are variables. A keyword that
 * would not be checked is refused, because a contract that nobody holds promises too much;
 * `writeOnly` marks a variable as secret.
 *
 * @param shown the file, for messages
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 * @throws UserError with everything in it that cannot be held
 */
export function parseContract(text: string, shown: string): Contract {
  const problems: Problem[] = [];
  const refuse = (path: string, message: string, allowed?: string): undefined => void problems.push({ file: shown, path, message, ...(allowed === undefined ? {} : { allowed }) });
  const schema = text.length > MOST.bytes ? undefined : jsonOf(text);
  if (!isMap(schema)) throw new UserError({ file: shown, message: text.length > MOST.bytes ? `is longer than ${MOST.bytes} characters` : 'is no JSON Schema of an object', allowed: '{ "type": "object", "properties": { "PORT": { "type": "string" } }, "required": ["PORT"] }' });
  for (const key of Object.keys(schema)) if (!SAID.has(key) && !EXPORTED.has(key) && !['type', 'properties', 'required', 'additionalProperties'].includes(key)) refuse(key, 'is a keyword that would not be checked', 'type, properties, required');
  if (schema['schema'] !== undefined && schema['schema'] !== 'slipway.contract/v1') refuse('schema', `${quoted(schema['schema'])} is a format that this version does not know`, 'slipway.contract/v1');
  if (schema['type'] !== undefined && schema['type'] !== 'object') refuse('type', 'an environment is an object', 'object');
  const properties = isMap(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const names = [...new Set([...Object.keys(properties), ...required.filter((name) => typeof name === 'string')])].sort();
  if (names.length > MOST.variables) refuse('properties', `are more than ${MOST.variables}`);
  const contract = new Map<string, RequiredVariable>();
  for (const name of names) {
    if (!/^[A-Za-z_][A-Za-z0-9_.-]{0,253}$/.test(name)) refuse(`properties.${name}`, `${quoted(name)} is no name of a variable`);
    const said = Object.hasOwn(properties, name) ? properties[name] : {};
    const variable = variableOf(said, `properties.${name}`, refuse);
    if (variable !== undefined) contract.set(name, { ...(required.includes(name) ? { required: true } : {}), ...variable });
  }
  if (problems.length > 0) throw new UserError(problems);
  return Object.fromEntries(contract);
}

type Refuse = (path: string, message: string, allowed?: string) => undefined;

function variableOf(said: unknown, path: string, refuse: Refuse): RequiredVariable | undefined {
  if (said === true) return {};
  if (!isMap(said)) return refuse(path, 'is no schema');
  const variable: { -readonly [Key in keyof RequiredVariable]: RequiredVariable[Key] } = {};
  for (const [key, value] of Object.entries(said)) {
    const at = `${path}.${key}`;
    if (SAID.has(key)) continue;
    if (key === 'type') {
      if (typeof value !== 'string' || !TYPES.includes(value)) refuse(at, `${quoted(value)} is no type of a variable`, TYPES.join(', '));
      else if (value !== 'string') variable.type = value as 'integer';
    } else if (key === 'const' || key === 'enum') {
      const values = key === 'const' ? [value] : Array.isArray(value) ? value : [];
      if (values.length === 0 || values.length > 1000 || !values.every((one) => ['string', 'number', 'boolean'].includes(typeof one))) refuse(at, 'is no list of texts');
      else variable.oneOf = values.map(String);
    } else if (key === 'pattern') {
      if (typeof value !== 'string' || value.length > MOST.pattern || patternOf(value) === undefined) refuse(at, 'is no regular expression', `up to ${MOST.pattern} characters`);
      else variable.pattern = value;
    } else if (key === 'minLength' || key === 'maxLength') {
      if (!Number.isSafeInteger(value) || (value as number) < 0) refuse(at, 'is no length');
      else variable[key] = value as number;
    } else if (key === 'minimum' || key === 'maximum') {
      if (typeof value !== 'number' || !Number.isFinite(value)) refuse(at, 'is no number');
      else variable[key] = value;
    } else if (key === 'format') {
      if (value !== 'uri' && value !== 'url') refuse(at, `${quoted(value)} is a format that would not be checked`, 'uri');
      else variable.format = 'uri';
    } else if (key === 'writeOnly') {
      if (typeof value !== 'boolean') refuse(at, 'is neither true nor false');
      else if (value) variable.secret = true;
    } else refuse(at, 'is a keyword that would not be checked', 'type, const, enum, pattern, minLength, maxLength, minimum, maximum, format, writeOnly');
  }
  return variable;
}

/** The regular expression of a text; undefined where it is none. */
export function patternOf(text: string): RegExp | undefined {
  try {
    return new RegExp(text, 'u');
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
