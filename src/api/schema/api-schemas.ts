import { NEWEST_MINOR, OLDEST_MINOR } from '../../kernel/kubernetes-minors.ts';
import { groupOf } from '../../kernel/manifest.ts';
import { type CustomHeader, CustomPack, type CustomVersion } from './custom-pack.ts';
import { CorePack, type ServedKind } from './core-pack.ts';
import { type SchemaNode } from './schema-node.ts';

/** The schema of one kind in one version. */
export interface KindSchema {
  /** `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
  /** Who validates it: the API server's own code (`core`), or the schema of a custom resource definition. */
  readonly judgedBy: 'code' | 'schema';
  readonly root: SchemaNode;
  /** What the API server warns of a deprecated version of a custom resource with. */
  readonly warning?: string;
  /** Where a custom resource that can be scaled has its count: `.spec.replicas`. */
  readonly scale?: string;
}

/** Schemas from elsewhere: a folder or an OpenAPI document of a cluster. They come before the packs. */
export interface SchemaSource {
  kind(apiVersion: string, kind: string): KindSchema | undefined;
}

/**
 * What the kinds of one Kubernetes minor look like, and the custom resources that slipway knows. Packs are
 * asked for when a kind of theirs first is.
 *
 * @example what sort of list is this, and by which keys does it merge
 * const schemas = new ApiSchemas(36, readPack);
 * const list = schemas.nodeAt('apps/v1', 'Deployment', ['spec', 'template', 'spec', 'containers']);
 * list?.listType; // 'map'
 * list?.listKeys; // ['name']
 */
export class ApiSchemas {
  readonly minor: number;
  readonly #read: (pack: string) => string | undefined;
  readonly #sources: readonly SchemaSource[];
  readonly #custom = new Map<string, CustomPack | undefined>();
  readonly #kinds = new Map<string, KindSchema | undefined>();
  #core: CorePack | undefined;

  /**
   * @param minor the Kubernetes minor: 36 for 1.36; {@link nearestMinor} of another
   * @param read the text of a pack by its path in `imports/schemas` (`core.pack`,
   *   `argoproj.io/rollout.pack`), undefined when there is none; asked once for each
   * @param sources schemas from elsewhere, which go before the packs
   */
  constructor(minor: number, read: (pack: string) => string | undefined, sources: readonly SchemaSource[] = []) {
    this.minor = nearestMinor(minor);
    this.#read = read;
    this.#sources = sources;
  }

  /** The same with one more source, which goes before the packs and after the others. */
  withSource(open: (core: CorePack) => SchemaSource): ApiSchemas {
    const more = new ApiSchemas(this.minor, this.#read, [...this.#sources, open(this.core)]);
    more.#core = this.core;
    return more;
  }

  /** The schema of a kind; undefined when this minor doesn't serve it and no custom resource definition known here does. */
  kind(apiVersion: string, kind: string): KindSchema | undefined {
    const key = `${apiVersion}/${kind}`;
    if (this.#kinds.has(key)) return this.#kinds.get(key);
    const found = this.#find(apiVersion, kind);
    if (this.#kinds.size < MOST_KINDS) this.#kinds.set(key, found);
    return found;
  }

  /** The node at a path of a kind, list indices counting as any item; undefined where the schema knows nothing. */
  nodeAt(apiVersion: string, kind: string, path: readonly (string | number)[]): SchemaNode | undefined {
    let node = this.kind(apiVersion, kind)?.root;
    for (const step of path) {
      if (node === undefined) return undefined;
      node = typeof step === 'number' ? node.items : node.field(step);
    }
    return node;
  }

  /** Every kind of Kubernetes' own that some minor serves, by `apiVersion/kind`, with the minors. */
  get everServed(): ReadonlyMap<string, ServedKind> {
    return this.core.everServed;
  }

  /** The custom resource definition of a kind: its versions, served or not, and where it comes from. */
  customHeader(group: string, kind: string): CustomHeader | undefined {
    return this.#customPack(group, kind)?.header;
  }

  /** Kubernetes' own schemas in this minor. */
  get core(): CorePack {
    if (this.#core !== undefined) return this.#core;
    const text = this.#read(CORE_PACK);
    if (text === undefined) throw new Error(`the pack ${CORE_PACK} is missing`);
    return (this.#core = new CorePack(text, this.minor));
  }

  #find(apiVersion: string, kind: string): KindSchema | undefined {
    for (const source of this.#sources) {
      const found = source.kind(apiVersion, kind);
      if (found !== undefined) return found;
    }
    const group = groupOf(apiVersion);
    const version: CustomVersion | undefined = this.customHeader(group, kind)?.versions.find(({ name }) => name === apiVersion.slice(group.length + 1));
    const root = version === undefined ? undefined : this.#customPack(group, kind)?.version(version.name);
    if (version !== undefined && root !== undefined) {
      const warning = version.deprecated ? { warning: version.warning ?? `${apiVersion} ${kind} is deprecated` } : {};
      return { apiVersion, kind, judgedBy: 'schema', root, ...warning, ...(version.scale === undefined ? {} : { scale: version.scale }) };
    }
    const own = this.core.kind(apiVersion, kind);
    return own === undefined ? undefined : { apiVersion, kind, judgedBy: 'code', root: own };
  }

  #customPack(group: string, kind: string): CustomPack | undefined {
    const pack = customPackPath(group, kind);
    if (pack === undefined) return undefined;
    if (this.#custom.has(pack)) return this.#custom.get(pack);
    const text = this.#read(pack);
    const read = text === undefined ? undefined : new CustomPack(text, (name) => this.core.definition(name));
    const found = read?.header.kind === kind ? read : undefined;
    if (this.#custom.size < MOST_KINDS) this.#custom.set(pack, found);
    return found;
  }
}

/** The path of Kubernetes' own schemas in `imports/schemas`. */
export const CORE_PACK = 'core.pack';

/** The minor of the packs that is nearest to a minor they may not hold. */
export function nearestMinor(minor: number): number {
  return Math.min(Math.max(minor, OLDEST_MINOR), NEWEST_MINOR);
}

/**
 * The path of a custom resource's pack in `imports/schemas`: `argoproj.io/rollout.pack`. Undefined for what
 * can be no custom resource, so that a manifest names no file outside.
 */
export function customPackPath(group: string, kind: string): string | undefined {
  return GROUP.test(group) && KIND.test(kind) ? `${group}/${kind.toLowerCase()}.pack` : undefined;
}

/** A foreign set may name any number of kinds that nobody knows. */
const MOST_KINDS = 10_000;
/** A custom resource's group has a dot. */
const GROUP = /^(?=.{3,253}$)[a-z0-9]+(-+[a-z0-9]+)*(\.[a-z0-9]+(-+[a-z0-9]+)*)+$/;
const KIND = /^[A-Za-z][A-Za-z0-9]{0,62}$/;
