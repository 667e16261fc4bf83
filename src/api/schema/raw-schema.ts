/**
 * A schema as packs hold it: the name of a {@link SHORTHANDS shorthand}, a reference to another
 * definition (`#core.v1.Container`), or a node written out.
 */
export type RawSchema = string | RawNode;

/** A node written out: the keywords of a Kubernetes schema, with short names for its extensions. */
export interface RawNode {
  readonly type?: SchemaType;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, RawSchema>>;
  readonly required?: readonly string[];
  /** What each item of the list is. */
  readonly items?: RawSchema;
  /** What each value of the map is (`additionalProperties`). */
  readonly values?: RawSchema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly oneOf?: readonly RawSchema[];
  readonly anyOf?: readonly RawSchema[];
  readonly allOf?: readonly RawSchema[];
  readonly not?: RawSchema;
  readonly nullable?: boolean;
  readonly default?: unknown;
  /** `x-kubernetes-list-type`. */
  readonly listType?: ListType;
  /** `x-kubernetes-list-map-keys`. */
  readonly listKeys?: readonly string[];
  /** `x-kubernetes-map-type: atomic`. */
  readonly mapType?: 'atomic' | 'granular';
  /** `x-kubernetes-patch-merge-key`. */
  readonly mergeKey?: string;
  /** `x-kubernetes-patch-strategy`. */
  readonly mergeStrategy?: string;
  /** `x-kubernetes-preserve-unknown-fields`. */
  readonly preserve?: boolean;
  /** `x-kubernetes-embedded-resource`. */
  readonly embedded?: boolean;
  /** `x-kubernetes-validations`. */
  readonly rules?: readonly CelRule[];
}

/** The JSON types of schemas. */
export type SchemaType = 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';

/**
 * How a list merges: `map` by its keys, `set` by its values, `atomic` as a whole.
 * @see https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy
 */
export type ListType = 'atomic' | 'set' | 'map';

/**
 * A CEL rule of a custom resource.
 * @see https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#validation-rules
 */
export interface CelRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** The nodes that come a thousand times, by name. `any` is any JSON at all. */
export const SHORTHANDS: Readonly<Record<string, RawNode>> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  integer: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  number: { type: 'number' },
  double: { type: 'number', format: 'double' },
  byte: { type: 'string', format: 'byte' },
  'date-time': { type: 'string', format: 'date-time' },
  object: { type: 'object' },
  fields: { type: 'object', preserve: true },
  quantity: { format: 'quantity' },
  'int-or-string': { format: 'int-or-string' },
  any: { format: 'any', preserve: true },
};
