import { type CelRule, type ListType, type RawNode, type RawSchema, type SchemaType, SHORTHANDS } from './raw-schema.ts';

/** Finds the definition that a reference (without its `#`) names. */
export type Resolve = (name: string) => SchemaNode;

/**
 * One place in the schema of a kind: what may stand there, and how it merges. Nodes below it are made
 * when first asked for, so that a manifest costs what it uses of its kind; definitions are shared, and
 * some lead back to themselves.
 */
export class SchemaNode {
  readonly type: SchemaType | undefined;
  /**
   * `int32`, `int64`, `double`, `byte`, `date-time`, `duration` and the other formats of OpenAPI; and
   * `quantity`, `int-or-string` and `any` for what has a decoder of its own.
   */
  readonly format: string | undefined;
  /** What the schema says must be there. The server asks for it of custom resources only: its own kinds it validates by code. */
  readonly required: readonly string[];
  /** How a list merges; undefined counts as `atomic`. */
  readonly listType: ListType | undefined;
  /** The fields that tell the items of a `map` list apart; empty for other lists. */
  readonly listKeys: readonly string[];
  /** Whether server-side apply takes a map as a whole (`x-kubernetes-map-type: atomic`). */
  readonly isAtomicMap: boolean;
  /** The field that a strategic merge patch tells items apart by. */
  readonly mergeKey: string | undefined;
  /** `merge`, `replace`, `retainKeys` or several of them, joined by commas. */
  readonly mergeStrategy: string | undefined;
  /** Whether fields that the schema doesn't name are kept. */
  readonly preservesUnknown: boolean;
  /** The keywords that only custom resources use: bounds, enums, patterns, defaults, alternatives. */
  readonly raw: RawNode;
  readonly #resolve: Resolve;
  readonly #properties: Map<string, RawSchema | SchemaNode> | undefined;
  #items: SchemaNode | undefined;
  #values: SchemaNode | undefined;
  #alternatives: Alternatives | undefined;
  #defaulted: readonly string[] | undefined;

  constructor(raw: RawNode, resolve: Resolve) {
    this.raw = raw;
    this.#resolve = resolve;
    this.type = raw.type ?? (raw.properties !== undefined || raw.values !== undefined ? 'object' : raw.items !== undefined ? 'array' : undefined);
    this.format = raw.format;
    this.required = raw.required ?? [];
    this.listType = raw.listType;
    this.listKeys = raw.listKeys ?? [];
    this.isAtomicMap = raw.mapType === 'atomic';
    this.mergeKey = raw.mergeKey;
    this.mergeStrategy = raw.mergeStrategy;
    this.preservesUnknown = raw.preserve === true;
    this.#properties = raw.properties === undefined ? undefined : new Map(Object.entries(raw.properties));
  }

  /** The names of the fields the schema knows, in code units' order. */
  get names(): readonly string[] {
    return this.#properties === undefined ? [] : [...this.#properties.keys()];
  }

  /** Whether the schema names fields; where not, `values` or `preservesUnknown` say what a map may hold. */
  get hasNames(): boolean {
    return this.#properties !== undefined;
  }

  /** The node of a named field; undefined for a field the schema doesn't name. */
  property(name: string): SchemaNode | undefined {
    const found = this.#properties?.get(name);
    if (found === undefined || found instanceof SchemaNode) return found;
    const node = nodeOf(found, this.#resolve);
    this.#properties!.set(name, node);
    return node;
  }

  /** The node of every item of a list. */
  get items(): SchemaNode | undefined {
    if (this.raw.items === undefined) return undefined;
    return (this.#items ??= nodeOf(this.raw.items, this.#resolve));
  }

  /** The node of every value of a map whose keys are free. */
  get values(): SchemaNode | undefined {
    if (this.raw.values === undefined) return undefined;
    return (this.#values ??= nodeOf(this.raw.values, this.#resolve));
  }

  /** The node of a field of any name: a named one, or that of free keys. */
  field(name: string): SchemaNode | undefined {
    return this.property(name) ?? this.values;
  }

  /** The names of the fields that have a default. */
  get defaulted(): readonly string[] {
    return (this.#defaulted ??= this.names.filter((name) => (this.property(name)?.raw.default ?? null) !== null));
  }

  /** The schemas of `oneOf`, `anyOf`, `allOf` and `not`. */
  get alternatives(): Alternatives {
    if (this.#alternatives !== undefined) return this.#alternatives;
    const { raw } = this;
    const nodes = (schemas: readonly RawSchema[] | undefined): readonly SchemaNode[] => (schemas ?? []).map((schema) => nodeOf(schema, this.#resolve));
    return (this.#alternatives = { oneOf: nodes(raw.oneOf), anyOf: nodes(raw.anyOf), allOf: nodes(raw.allOf), not: raw.not === undefined ? undefined : nodeOf(raw.not, this.#resolve) });
  }

  /** The CEL rules that hold at this place. */
  get rules(): readonly CelRule[] {
    return this.raw.rules ?? [];
  }
}

/** The schemas that a value must fulfil besides its own. */
export interface Alternatives {
  readonly oneOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly allOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
}

/** The node of a raw schema: shared for shorthands and references, new for one written out. */
export function nodeOf(raw: RawSchema, resolve: Resolve): SchemaNode {
  if (typeof raw !== 'string') return new SchemaNode(raw, resolve);
  if (raw.startsWith('#')) return resolve(raw.slice(1));
  return LEAVES.get(raw) ?? ANY;
}

const NOWHERE: Resolve = (name) => {
  throw new Error(`a shorthand refers to nothing, not to ${name}`);
};

const LEAVES: ReadonlyMap<string, SchemaNode> = new Map(Object.entries(SHORTHANDS).map(([name, raw]) => [name, new SchemaNode(raw, NOWHERE)]));

/** A node that takes any JSON. */
export const ANY: SchemaNode = LEAVES.get('any')!;
