import { ANYTHING, EMPTY_OBJECT, type Field, type ObjectShape, OPEN_OBJECT, type TypeNode } from './model.ts';
import { scalarType, union } from './scalar.ts';
import { byCodeUnits, type Schema } from './schema.ts';

/** Published enum values by `definition#property`, with `[]` behind the property for its items. */
export type EnumTable = Readonly<Record<string, readonly string[]>>;

/** What a definition is: an object with fields, or another name for a type. */
export type CoreType = { readonly is: 'object'; readonly shape: ObjectShape } | { readonly is: 'alias'; readonly type: TypeNode };

/**
 * Definitions that marshal themselves, so that their schema says too little. What they take is in
 * their source: apiextensions-apiserver `marshal.go`, apimachinery `quantity.go`, `intstr.go`, `raw.go`.
 * https://github.com/kubernetes/apiextensions-apiserver/blob/master/pkg/apis/apiextensions/v1/marshal.go
 */
function special(id: string): TypeNode | undefined {
  const name = id.slice(id.lastIndexOf('.') + 1);
  const props: TypeNode = { is: 'ref', id: `${id.slice(0, id.lastIndexOf('.'))}.JSONSchemaProps` };
  switch (name) {
    case 'Quantity':
    case 'IntOrString':
      return { is: 'text', text: 'number | string' };
    case 'JSON':
      return ANYTHING;
    case 'FieldsV1':
    case 'RawExtension':
      return OPEN_OBJECT;
    case 'JSONSchemaPropsOrArray':
      return { is: 'either', of: [props, { is: 'list', of: props }] };
    case 'JSONSchemaPropsOrBool':
      return { is: 'either', of: [props, { is: 'text', text: 'boolean' }] };
    case 'JSONSchemaPropsOrStringArray':
      return { is: 'either', of: [props, { is: 'list', of: { is: 'text', text: 'string' } }] };
    default:
      return undefined;
  }
}

/** Reads one definition, its enums filled in from the table. */
export function coreType(id: string, definition: Schema, enums: EnumTable): CoreType {
  const known = special(id);
  if (known) return { is: 'alias', type: known };
  if (definition.properties) return { is: 'object', shape: { fields: fieldsOf(id, definition, enums), open: false } };
  if (definition.type === 'object') return { is: 'alias', type: EMPTY_OBJECT };
  return { is: 'alias', type: scalarType(definition, id) };
}

/** The fields of an object definition, sorted by name. */
export function fieldsOf(id: string, definition: Schema, enums: EnumTable): readonly Field[] {
  const required = new Set(definition.required);
  return Object.entries(definition.properties ?? {})
    .sort(([a], [b]) => byCodeUnits(a, b))
    .map(([name, schema]) => ({
      name,
      type: typeOf(schema, `${id}#${name}`, enums),
      optional: !required.has(name),
    }));
}

/** The id of the definition that a `$ref` points at. */
function targetOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function typeOf(schema: Schema, where: string, enums: EnumTable): TypeNode {
  if (schema.$ref !== undefined) return { is: 'ref', id: targetOf(schema.$ref) };
  if (schema.type === 'array' && schema.items) return { is: 'list', of: typeOf(schema.items, `${where}[]`, enums) };
  if (typeof schema.additionalProperties === 'object') return { is: 'map', of: typeOf(schema.additionalProperties, `${where}{}`, enums) };
  if (schema.type === 'object' && !schema.properties) return EMPTY_OBJECT;
  const values = Object.hasOwn(enums, where) ? enums[where] : undefined;
  return values ? { is: 'text', text: union(values, where) } : scalarType(schema, where);
}
