import { type CelRule, type ListType, type RawNode, type RawSchema, type SchemaType, SHORTHANDS } from './raw-schema.ts';

/** A schema as Kubernetes publishes it, in the parts that are read here. */
export interface PublishedSchema {
  readonly type?: SchemaType | readonly string[];
  readonly format?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, PublishedSchema>>;
  readonly required?: readonly string[];
  readonly items?: PublishedSchema;
  readonly additionalProperties?: boolean | PublishedSchema;
  readonly oneOf?: readonly PublishedSchema[];
  readonly anyOf?: readonly PublishedSchema[];
  readonly allOf?: readonly PublishedSchema[];
  readonly not?: PublishedSchema;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-list-type'?: ListType;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-patch-merge-key'?: string;
  readonly 'x-kubernetes-patch-strategy'?: string;
  readonly 'x-kubernetes-validations'?: readonly CelRule[];
  readonly [keyword: string]: unknown;
}

/** Keywords that a pack holds as they are. */
const AS_THEY_ARE = ['pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf', 'minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties', 'nullable', 'default', 'enum'] as const;
const RENAMED = [
  ['x-kubernetes-list-type', 'listType'],
  ['x-kubernetes-list-map-keys', 'listKeys'],
  ['x-kubernetes-map-type', 'mapType'],
  ['x-kubernetes-patch-merge-key', 'mergeKey'],
  ['x-kubernetes-patch-strategy', 'mergeStrategy'],
  ['x-kubernetes-preserve-unknown-fields', 'preserve'],
  ['x-kubernetes-embedded-resource', 'embedded'],
] as const;

/**
 * A published schema in the form of the packs, with its properties in code units' order.
 *
 * @param nameOf how a `$ref` is written: `#core.v1.Container`
 */
export function rawOf(schema: PublishedSchema, nameOf: (ref: string) => RawSchema = refuseRef): RawSchema {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  const only = schema.allOf?.length === 1 ? schema.allOf[0]!.$ref : undefined;
  // How OpenAPI 3 writes a reference that a default stands beside.
  if (only !== undefined && schema.type === undefined) return nameOf(only);
  const own = ownDecoderOf(schema);
  if (own !== undefined) return own;
  return shortened(nodeOf(schema, nameOf));
}

function nodeOf(schema: PublishedSchema, nameOf: (ref: string) => RawSchema): RawNode {
  const node: Record<string, unknown> = {};
  const intOrString = schema['x-kubernetes-int-or-string'] === true || schema.format === 'int-or-string';
  const { properties, items, additionalProperties: values } = schema;
  const type = typeOf(schema);
  const isMapOf = typeof values === 'object' && values !== null;
  if (intOrString) node['format'] = 'int-or-string';
  else {
    const implied = properties !== undefined || isMapOf ? 'object' : items !== undefined ? 'array' : undefined;
    if (type !== undefined && type !== implied) node['type'] = type;
    if (schema.format !== undefined) node['format'] = schema.format;
  }
  if (properties !== undefined) node['properties'] = mapOf(properties, nameOf);
  if (schema.required !== undefined && schema.required.length > 0) node['required'] = [...schema.required].sort();
  if (items !== undefined) node['items'] = rawOf(items, nameOf);
  if (isMapOf) node['values'] = rawOf(values, nameOf);
  for (const name of AS_THEY_ARE) if (schema[name] !== undefined) node[name] = name === 'enum' ? [...new Set(schema[name] as unknown[])] : schema[name];
  for (const [long, short] of RENAMED) if (schema[long] !== undefined) node[short] = schema[long];
  if (values === true) node['preserve'] = true;
  for (const name of ['oneOf', 'anyOf', 'allOf'] as const) {
    const schemas = schema[name];
    // How int-or-string is spelt for those who don't know the extension.
    if (schemas === undefined || (intOrString && name !== 'oneOf' && spellsIntOrString(schemas))) continue;
    node[name] = schemas.map((one) => rawOf(one, nameOf));
  }
  if (schema.not !== undefined) node['not'] = rawOf(schema.not, nameOf);
  const rules = schema['x-kubernetes-validations'];
  if (rules !== undefined) node['rules'] = rules;
  return node;
}

/** JSON Schema may name several types, of which `null` says nothing here. */
function typeOf({ type }: PublishedSchema): string | undefined {
  if (type === undefined || typeof type === 'string') return type;
  const named = type.filter((one) => one !== 'null');
  return named.length === 1 ? named[0] : undefined;
}

/** Quantities and their like, where they are written out and not referred to. */
function ownDecoderOf({ type, oneOf }: PublishedSchema): RawSchema | undefined {
  if (type !== undefined || oneOf?.length !== 2) return undefined;
  const types = oneOf.filter((one) => Object.keys(one).length === 1).map((one) => typeOf(one) ?? '').sort().join();
  return types === 'number,string' ? 'quantity' : types === 'integer,string' ? 'int-or-string' : undefined;
}

/** Map keys come in code units' order, so that the order of the sources doesn't show. */
function mapOf(properties: Readonly<Record<string, PublishedSchema>>, nameOf: (ref: string) => RawSchema): Readonly<Record<string, RawSchema>> {
  return Object.fromEntries(Object.keys(properties).sort().map((name) => [name, rawOf(properties[name]!, nameOf)]));
}

function shortened(node: RawNode): RawSchema {
  return BY_TEXT.get(canonicalText(node)) ?? node;
}

/** JSON with its keys in code units' order. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}

const BY_TEXT: ReadonlyMap<string, string> = new Map(Object.entries(SHORTHANDS).map(([name, node]) => [canonicalText(node), name]));

function spellsIntOrString(schemas: readonly PublishedSchema[]): boolean {
  return schemas.length === 2 && schemas.every(({ type }) => type === 'integer' || type === 'string');
}

function refuseRef(ref: string): never {
  throw new Error(`a custom resource definition can't refer to ${ref}`);
}
