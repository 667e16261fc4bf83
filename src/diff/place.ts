import { type SchemaNode } from '../api/schema/schema-node.ts';

/** A place in an object: what its schema knows of it, and how its values are to be read. */
export class Place {
  /** Undefined where no schema knows the place. */
  readonly node: SchemaNode | undefined;
  /** Whether the object is a custom resource, whose amounts and durations are plain text to the API server, but not to its operator. */
  readonly isCustom: boolean;
  /** Whether the values here are amounts, though no schema says so. */
  readonly holdsAmounts: boolean;

  constructor(node: SchemaNode | undefined, isCustom: boolean, holdsAmounts = false) {
    this.node = node;
    this.isCustom = isCustom;
    this.holdsAmounts = holdsAmounts;
  }

  /** The place of a field. */
  field(name: string): Place {
    return new Place(this.node?.field(name), this.isCustom, this.isCustom && AMOUNTS.has(name));
  }

  /** The place of every item. */
  get items(): Place {
    return new Place(this.node?.items, this.isCustom);
  }
}

const AMOUNTS: ReadonlySet<string> = new Set(['limits', 'requests']);
