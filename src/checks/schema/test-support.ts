import { SchemaDocuments } from '../../api/schema/open-api.ts';
import { type ApiSchemas } from '../../api/schema/api-schemas.ts';
import { packedSchemas } from '../../api/schema/test-support.ts';
import { readBySchema, type Verb } from './schema-findings.ts';

interface Asked {
  readonly minor?: number;
  readonly verb?: Verb;
  readonly schemas?: ApiSchemas;
}

/** What a rule says, in one line: `spec.size value-fits-schema`. */
export function said(manifest: unknown, { minor = 36, verb = 'create', schemas = packedSchemas(minor) }: Asked = {}): readonly string[] {
  return readBySchema(manifest, schemas, verb).findings.map(({ rule, finding }) => `${finding.path} ${rule.id}`);
}

/** What the findings say, with their messages. */
export function messages(manifest: unknown, { minor = 36, verb = 'create', schemas = packedSchemas(minor) }: Asked = {}): readonly string[] {
  return readBySchema(manifest, schemas, verb).findings.map(({ finding: { path, message } }) => `${path}: ${message}`);
}

/** The schemas of the packs, and a custom resource `acme.example/v1 Thing` whose spec has this schema. */
export function schemasWithThing(spec: object): ApiSchemas {
  const { core } = packedSchemas(36);
  const definition = {
    kind: 'CustomResourceDefinition',
    spec: { group: 'acme.example', names: { kind: 'Thing' }, versions: [{ name: 'v1', served: true, schema: { openAPIV3Schema: { type: 'object', properties: { spec } } } }] },
  };
  return packedSchemas(36, [new SchemaDocuments([{ name: 'thing.yaml', value: definition }], (name) => core.definition(name))]);
}

/** A `Thing` with this spec. */
export function thing(spec: unknown): object {
  return { apiVersion: 'acme.example/v1', kind: 'Thing', metadata: { name: 'x' }, spec };
}
