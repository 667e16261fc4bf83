import { type RawSchema } from './raw-schema.ts';
import { nodeOf, type Resolve, type SchemaNode } from './schema-node.ts';

/** The first line of a custom resource's pack. */
export interface CustomHeader {
  readonly group: string;
  readonly kind: string;
  readonly scope: 'Cluster' | 'Namespaced';
  /** Repository and release the definition comes from: `argoproj/argo-rollouts v1.9.1`. */
  readonly source: string;
  readonly versions: readonly CustomVersion[];
}

/** A version that a custom resource definition names. */
export interface CustomVersion {
  readonly name: string;
  readonly served: boolean;
  readonly deprecated?: true;
  /** What the API server warns of this version with. */
  readonly warning?: string;
  /** Where the count of its scale endpoint stands: `.spec.replicas`. */
  readonly scale?: string;
  /** Where its schema is; missing when it isn't served. */
  readonly schema?: RawSchema;
}

/**
 * The schemas of a custom resource: a header line, then a line for every shape that stands in it more than
 * once, referred to by its number. A line is parsed when first used.
 */
export class CustomPack {
  readonly header: CustomHeader;
  readonly #lines: readonly string[];
  readonly #nodes = new Map<string, SchemaNode>();
  readonly #core: Resolve;

  /** @param core finds definitions of Kubernetes' own: `meta.v1.ObjectMeta` */
  constructor(text: string, core: Resolve) {
    this.#lines = text.split('\n');
    this.header = JSON.parse(this.#lines[0]!) as CustomHeader;
    this.#core = core;
  }

  /** The schema of a version; undefined when the definition doesn't serve it. */
  version(name: string): SchemaNode | undefined {
    const schema = this.header.versions.find((version) => version.name === name)?.schema;
    return schema === undefined ? undefined : nodeOf(schema, this.#resolve);
  }

  readonly #resolve: Resolve = (name) => {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const line = NUMBER.test(name) ? this.#lines[Number(name)] : undefined;
    const node = line === undefined ? this.#core(name) : nodeOf(JSON.parse(line) as RawSchema, this.#resolve);
    this.#nodes.set(name, node);
    return node;
  };
}

const NUMBER = /^[0-9]+$/;
