import { load } from 'js-yaml';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The definitions of custom resources, beside the project; a user's clone has none. */
const FOLDER = resolve(__dirname, '..', '..', '..', '..', 'shared', 'crds');

/** Whether the definitions are there. */
export const crdsArePresent = existsSync(FOLDER);

interface Schema {
  readonly [keyword: string]: unknown;
}

interface Definition {
  readonly spec: { readonly group: string; readonly versions: readonly { readonly name: string; readonly served: boolean; readonly schema: { readonly openAPIV3Schema: Schema } }[] };
}

const schemas = new Map<string, Schema>();

/** What the API server would say against a custom resource, and every field it would drop or not know. */
export function violationsOf(object: { readonly apiVersion: string; readonly kind: string }): string[] {
  const { apiVersion, kind } = object;
  const key = `${apiVersion}/${kind}`;
  const known = schemas.get(key) ?? read(apiVersion, kind);
  schemas.set(key, known);
  return [...walk(known, object, kind)];
}

function read(apiVersion: string, kind: string): Schema {
  const plural = `${kind.toLowerCase()}s`.replace(/ys$/, 'ies').replace(/sss$/, 'sses');
  const { spec } = load(readFileSync(join(FOLDER, apiVersion.split('/')[0]!, `${plural}.yaml`), 'utf8')) as Definition;
  const version = spec.versions.find(({ name, served }) => served && `${spec.group}/${name}` === apiVersion);
  if (version === undefined) throw new Error(`${apiVersion} of ${kind} is not served`);
  return version.schema.openAPIV3Schema;
}

/** What these definitions use; a keyword that is not among them must not be passed over. */
const KEYWORDS = new Set(['additionalProperties', 'allOf', 'anyOf', 'default', 'description', 'enum', 'format', 'items', 'maxItems', 'maxLength', 'maxProperties', 'maximum', 'minItems', 'minLength', 'minProperties', 'minimum', 'not', 'oneOf', 'pattern', 'properties', 'required', 'type', 'x-kubernetes-int-or-string', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys', 'x-kubernetes-map-type', 'x-kubernetes-preserve-unknown-fields', 'x-kubernetes-validations']);

function* walk(schema: Schema, value: unknown, path: string): Iterable<string> {
  for (const keyword of Object.keys(schema)) if (!KEYWORDS.has(keyword)) throw new Error(`${path}: the test does not know the keyword ${keyword}`);
  const type = schema['x-kubernetes-int-or-string'] === true ? 'int-or-string' : schema['type'];
  if (!hasType(type, value)) return yield `${path}: is not ${String(type)}`;
  const allowed = schema['enum'] as readonly unknown[] | undefined;
  if (allowed !== undefined && !allowed.includes(value)) yield `${path}: is none of ${allowed.join(', ')}`;
  const { minimum = -Infinity, maximum = Infinity } = schema as { minimum?: number; maximum?: number };
  if (typeof value === 'number' && (value < minimum || value > maximum)) yield `${path}: is out of range`;
  if (typeof value === 'string') yield* walkText(schema, value, path);
  else if (Array.isArray(value)) yield* walkList(schema, value, path);
  else if (typeof value === 'object' && value !== null) yield* walkMap(schema, value as Record<string, unknown>, path);
}

function* walkText({ pattern, minLength = 0, maxLength = Infinity }: Schema, text: string, path: string): Iterable<string> {
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(text)) yield `${path}: does not match ${pattern}`;
  if (text.length < (minLength as number) || text.length > (maxLength as number)) yield `${path}: has a wrong length`;
}

function* walkList(schema: Schema, list: readonly unknown[], path: string): Iterable<string> {
  const { minItems = 0, maxItems = Infinity } = schema as { minItems?: number; maxItems?: number };
  if (list.length < minItems || list.length > maxItems) yield `${path}: has a wrong number of items`;
  const keys = schema['x-kubernetes-list-map-keys'] as readonly string[] | undefined;
  if (keys !== undefined) {
    const names = list.map((item) => keys.map((key) => (item as Record<string, unknown>)[key]).join('/'));
    if (new Set(names).size < names.length) yield `${path}: two items have the same keys`;
  }
  // Below a field that takes anything, lists have no schema.
  if (schema['items'] === undefined) return;
  for (const [index, item] of list.entries()) yield* walk(schema['items'] as Schema, item, `${path}[${index}]`);
}

function* walkMap(schema: Schema, map: Record<string, unknown>, path: string): Iterable<string> {
  const { properties, additionalProperties, required = [] } = schema as { properties?: Record<string, Schema>; additionalProperties?: Schema | boolean; required?: readonly string[] };
  const { minProperties = 0, maxProperties = Infinity } = schema as { minProperties?: number; maxProperties?: number };
  const count = Object.keys(map).length;
  if (count < minProperties || count > maxProperties) yield `${path}: has a wrong number of keys`;
  for (const key of required) if (!Object.hasOwn(map, key)) yield `${path}.${key}: is missing`;
  for (const [key, value] of Object.entries(map)) {
    const own = properties !== undefined && Object.hasOwn(properties, key) ? properties[key]! : additionalProperties;
    if (typeof own === 'object') yield* walk(own, value, `${path}.${key}`);
    // The API server knows these of every object, without a definition.
    else if (/^\w+$/.test(path) && ['apiVersion', 'kind', 'metadata'].includes(key)) continue;
    else if (own !== true && schema['x-kubernetes-preserve-unknown-fields'] !== true && !/^\w+\.metadata$/.test(path)) yield `${path}.${key}: is unknown`;
  }
}

function hasType(type: unknown, value: unknown): boolean {
  switch (type) {
    case undefined: return true;
    case 'object': return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array': return Array.isArray(value);
    case 'integer': return Number.isInteger(value);
    case 'int-or-string': return Number.isInteger(value) || typeof value === 'string';
    case 'string':
    case 'boolean':
    case 'number': return typeof value === type;
    default: throw new Error(`the test does not know the type ${String(type)}`);
  }
}
