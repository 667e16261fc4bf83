import { groupOf, isBuiltInGroup } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { type KindSchema, type SchemaSource } from './api-schemas.ts';
import { customRoot } from './custom-root.ts';
import { definitionOf, refName, shortName } from './published-definition.ts';
import { type PublishedSchema } from './published-schema.ts';
import { type RawSchema } from './raw-schema.ts';
import { ANY, nodeOf, type Resolve, type SchemaNode } from './schema-node.ts';

/** A document of schemas, parsed, with its path for what the path alone says. */
export interface SchemaDocument {
  /** Its path in the folder, or its name: `cert-manager.io/certificate_v1.json`. */
  readonly name: string;
  readonly value: unknown;
}

/**
 * Schemas from documents: an OpenAPI document of a cluster (`kubectl get --raw /openapi/v2`, or one of
 * `/openapi/v3`), JSON schemas one a kind as kubeconform reads them (`deployment-apps-v1.json`,
 * `cert-manager.io/certificate_v1.json`), and custom resource definitions.
 */
export class SchemaDocuments implements SchemaSource {
  readonly #kinds = new Map<string, () => KindSchema>();
  readonly #lazy = new Map<string, KindSchema>();
  readonly #definitions = new Map<string, PublishedSchema>();
  readonly #nodes = new Map<string, SchemaNode>();
  readonly #core: Resolve;

  /** @param core finds definitions of Kubernetes' own that the documents leave out: `meta.v1.ObjectMeta` */
  constructor(documents: readonly SchemaDocument[], core: Resolve) {
    this.#core = core;
    for (const document of documents) this.#read(document);
  }

  /** How many kinds the documents describe: none means that they are no schemas. */
  get size(): number {
    return this.#kinds.size;
  }

  kind(apiVersion: string, kind: string): KindSchema | undefined {
    // A file name tells no capitals.
    for (const key of [`${apiVersion}/${kind}`, `${apiVersion}/${kind.toLowerCase()}`]) {
      const known = this.#lazy.get(key);
      if (known !== undefined) return known;
      const make = this.#kinds.get(key);
      if (make === undefined) continue;
      const made = { ...this.#made(make, key), kind };
      this.#lazy.set(key, made);
      return made;
    }
    return undefined;
  }

  /** @throws {UserError} where a document that names a kind is no schema of it */
  #made(make: () => KindSchema, key: string): KindSchema {
    try {
      return make();
    } catch (error) {
      throw new UserError({ path: key, message: `the schema of this kind can't be read: ${error instanceof Error ? error.message : String(error)}`, fix: 'leave it out of --schema-location' });
    }
  }

  #read({ name, value }: SchemaDocument): void {
    if (!isMap(value)) return;
    const definitions = mapAt(value, 'definitions') ?? mapAt(mapAt(value, 'components'), 'schemas');
    for (const [id, schema] of Object.entries(definitions ?? {})) {
      if (!isMap(schema)) continue;
      this.#definitions.set(shortName(id), schema);
      this.#addKinds(schema, `#${shortName(id)}`);
    }
    if (value['kind'] === 'CustomResourceDefinition') this.#readDefinition(value);
    else if (value['kind'] === 'List' || value['kind'] === 'CustomResourceDefinitionList') for (const item of Array.isArray(value['items']) ? value['items'] : []) this.#read({ name, value: item });
    else if (definitions === undefined && isMap(value['properties'])) this.#readKind(name, value);
  }

  /** The kinds that a definition says it is. */
  #addKinds(schema: Fields, root?: RawSchema): boolean {
    const kinds = schema['x-kubernetes-group-version-kind'];
    const named = (Array.isArray(kinds) ? kinds : []).filter(isMap);
    for (const { group, version, kind } of named) {
      if (typeof version !== 'string' || typeof kind !== 'string' || !isMap(schema['properties'])) continue;
      this.#add(typeof group === 'string' ? group : '', version, kind, () => this.#rootOf(schema, typeof group === 'string' ? group : '', root));
    }
    return named.length > 0;
  }

  #readKind(name: string, schema: Fields): void {
    const inline = (group: string): SchemaNode => this.#rootOf(schema, group, undefined);
    if (this.#addKinds(schema)) return;
    const [kind, apiVersion] = [onlyValue(schema, 'kind'), onlyValue(schema, 'apiVersion')];
    if (kind !== undefined && apiVersion !== undefined) {
      const group = groupOf(apiVersion);
      this.#add(group, apiVersion.slice(apiVersion.indexOf('/') + 1), kind, () => inline(group));
      return;
    }
    const named = /(?:^|\/)([a-z0-9.-]+\.[a-z0-9.-]+)\/([a-z0-9]+)_(v[a-z0-9]+)\.json$/.exec(name);
    if (named !== null) this.#add(named[1]!, named[3]!, named[2]!, () => inline(named[1]!));
  }

  #readDefinition(manifest: Fields): void {
    const spec = mapAt(manifest, 'spec');
    const [group, kind] = [spec?.['group'], mapAt(spec, 'names')?.['kind']];
    const versions = spec?.['versions'];
    if (typeof group !== 'string' || typeof kind !== 'string' || !Array.isArray(versions)) return;
    for (const version of versions) {
      const schema = mapAt(mapAt(version, 'schema'), 'openAPIV3Schema');
      if (!isMap(version) || version['served'] !== true || typeof version['name'] !== 'string' || schema === undefined) continue;
      const subresources = mapAt(version, 'subresources');
      const dropsStatus = mapAt(subresources, 'status') !== undefined;
      const scale = mapAt(subresources, 'scale')?.['specReplicasPath'];
      const warning = version['deprecated'] !== true ? undefined : typeof version['deprecationWarning'] === 'string' ? version['deprecationWarning'] : `${group}/${version['name']} ${kind} is deprecated`;
      this.#add(group, version['name'], kind, () => nodeOf(customRoot(schema, dropsStatus), this.#resolve), { ...(typeof scale === 'string' ? { scale } : {}), ...(warning === undefined ? {} : { warning }) });
    }
  }

  #add(group: string, version: string, kind: string, root: () => SchemaNode, more: Pick<KindSchema, 'scale' | 'warning'> = {}): void {
    const apiVersion = group === '' ? version : `${group}/${version}`;
    this.#kinds.set(`${apiVersion}/${kind}`, () => ({ apiVersion, kind, judgedBy: isBuiltInGroup(group) ? 'code' : 'schema', root: root(), ...more }));
  }

  #rootOf(schema: Fields, group: string, definition: RawSchema | undefined): SchemaNode {
    if (isBuiltInGroup(group)) return nodeOf(definition ?? definitionOf('', schema), this.#resolve);
    // A published document doesn't say whether the status has an endpoint of its own; nearly all have.
    return nodeOf(customRoot(schema, true, refName), this.#resolve);
  }

  readonly #resolve: Resolve = (name) => {
    const known = this.#nodes.get(name);
    if (known !== undefined) return known;
    const definition = this.#definitions.get(name);
    const node = definition === undefined ? this.#fromCore(name) : nodeOf(definitionOf(name, definition), this.#resolve);
    this.#nodes.set(name, node);
    return node;
  };

  /** A document may refer to what it doesn't hold; then anything may stand there. */
  #fromCore(name: string): SchemaNode {
    try {
      return this.#core(name);
    } catch {
      return ANY;
    }
  }
}

type Fields = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapAt(value: unknown, key: string): Fields | undefined {
  const inner = isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isMap(inner) ? inner : undefined;
}

/** The one value that a field of a schema may have. */
function onlyValue(schema: Fields, field: string): string | undefined {
  const property = mapAt(mapAt(schema, 'properties'), field);
  const values = property?.['enum'];
  const only = property?.['const'] ?? (Array.isArray(values) && values.length === 1 ? (values[0] as unknown) : undefined);
  return typeof only === 'string' ? only : undefined;
}
