import { type ApiSchemas, type KindSchema, type SchemaSource } from '../../api/schema/api-schemas.ts';
import { SchemaDocuments } from '../../api/schema/open-api.ts';
import { isBuiltInGroup, type Manifest } from '../../kernel/manifest.ts';
import { type Installation } from './installations.ts';

/**
 * The schemas that an installation is judged by: those of everybody, and before them the custom resource definitions
 * that go to the same cluster with it.
 *
 * @param all every installation of the run
 * @param schemas those of everybody by minor
 */
export function schemasWithDefinitions(all: readonly Installation[], schemas: (kubernetes: string) => ApiSchemas): (installation: Installation, kubernetes: string) => ApiSchemas {
  const byCluster = new Map<string, readonly Manifest[]>();
  for (const { environment = '', objects } of all) {
    const found = objects.map(({ manifest }) => manifest).filter(isDefinition);
    if (found.length > 0) byCluster.set(environment, [...(byCluster.get(environment) ?? []), ...found]);
  }
  const made = new Map<string, ApiSchemas>();
  return ({ environment = '' }, kubernetes) => {
    const definitions = byCluster.get(environment);
    const known = schemas(kubernetes);
    if (definitions === undefined) return known;
    const key = `${kubernetes}\0${environment}`;
    if (!made.has(key)) made.set(key, known.withSource((core) => new Defined(definitions, (name) => core.definition(name))));
    return made.get(key)!;
  };
}

class Defined implements SchemaSource {
  readonly #documents: SchemaDocuments;

  constructor(definitions: readonly Manifest[], core: ConstructorParameters<typeof SchemaDocuments>[1]) {
    this.#documents = new SchemaDocuments(definitions.map((value) => ({ name: '', value })), core);
  }

  kind(apiVersion: string, kind: string): KindSchema | undefined {
    try {
      return this.#documents.kind(apiVersion, kind);
    } catch {
      return undefined; // what is wrong with the definition is said of the definition
    }
  }
}

/** No definition takes a group from the API server. */
function isDefinition({ apiVersion, kind, spec }: Manifest): boolean {
  const { group } = (spec ?? {}) as { readonly group?: unknown };
  return kind === 'CustomResourceDefinition' && apiVersion === 'apiextensions.k8s.io/v1' && typeof group === 'string' && !isBuiltInGroup(group);
}
