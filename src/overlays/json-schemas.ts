import { z } from 'zod';
import { isMap } from './data.ts';
import { environmentsFileSchema } from './environments.ts';
import { fieldNotes } from './field.ts';
import { OVERLAY_SCHEMA } from './overlay-file.ts';
import { releaseSchema } from './release.ts';
import { waiversSchema } from './waivers.ts';

/** A JSON Schema. */
export type JsonSchema = { readonly [key: string]: unknown };

/** A system as its overlays' schema needs it. */
export interface SchemaSystem {
  readonly name: string;
  readonly overlay: z.ZodType;
}

/**
 * The JSON Schemas that editors complete and check overlays by, by the path of the file they belong
 * in. They are generated from the schemas that parse, and allow more: a file is a part of what it
 * is merged into, so every key may be absent, or `null` to remove what an earlier file set.
 *
 * An editor finds them by a file's first line, `# yaml-language-server: $schema=./overlay.schema.json`.
 */
export function overlayJsonSchemas(systems: readonly SchemaSystem[]): Record<string, JsonSchema> {
  const schemas: Record<string, JsonSchema> = {
    'overlays/environments.schema.json': ofEnvironments(),
    'overlays/release.schema.json': { ...generate(releaseSchema), title: 'Release of a system in an environment' },
    'overlays/waivers.schema.json': { ...generate(waiversSchema), title: 'Findings that may stay for now' },
  };
  for (const { name, overlay } of systems) schemas[`overlays/${name}/overlay.schema.json`] = ofOverlay(name, overlay);
  return schemas;
}

/** A JSON Schema as the bytes of its file. */
export function formatJsonSchema(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

function ofOverlay(name: string, overlay: z.ZodType): JsonSchema {
  const { $schema, properties, ...rest } = partial(generate(overlay));
  const header = { type: 'string', const: OVERLAY_SCHEMA, description: 'Format of this file.' };
  return { $schema, title: `Overlay of ${name}`, ...rest, properties: { schema: header, ...(isMap(properties) ? properties : {}) }, required: ['schema'] };
}

/** The defaults are merged into each environment, so both are parts; the outline around them is whole. */
function ofEnvironments(): JsonSchema {
  const { properties, ...rest } = generate(environmentsFileSchema) as { properties: Record<'schema' | 'gitops' | 'argocd' | 'defaults' | 'environments', JsonSchema> };
  const { environments, defaults, ...whole } = properties;
  const reference = { $ref: '#/definitions/environment' };
  return {
    ...rest,
    title: 'Environments',
    properties: {
      ...whole,
      defaults: { description: defaults['description'], allOf: [reference] },
      environments: { ...environments, additionalProperties: reference },
    },
    definitions: { environment: partial(environments['additionalProperties'] as JsonSchema) },
  };
}

function generate(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any', override: ({ zodSchema, jsonSchema }) => annotate(zodSchema, jsonSchema) });
}

/** Adds what zod leaves out where a value is transformed: the default, and an example to complete with. */
function annotate(zodSchema: z.core.$ZodTypes, jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { def } = zodSchema._zod;
  // A default of nothing but inner defaults says nothing.
  if (def.type === 'prefault') delete jsonSchema.default;
  if (def.type === 'default') jsonSchema.default = def.defaultValue;
  const example = fieldNotes.get(zodSchema as unknown as z.ZodType)?.example;
  // What stands in angle brackets is to be filled in.
  if (example !== undefined && !example.includes('<')) jsonSchema.examples = [/^("|[0-9]+$)/.test(example) ? JSON.parse(example) : example];
}

/** The schema of a part of what it describes: nothing is required, and `null` removes. Lists are never merged, so what they hold is whole. */
function partial(schema: JsonSchema): JsonSchema {
  const { required: _required, properties, additionalProperties, oneOf, anyOf, allOf, ...rest } = schema;
  const options = (oneOf ?? anyOf) as readonly JsonSchema[] | undefined;
  return {
    ...rest,
    ...(isMap(properties) ? { properties: Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, removable(partial(value as JsonSchema))])) } : {}),
    ...(additionalProperties === undefined ? {} : { additionalProperties: isMap(additionalProperties) ? removable(partial(additionalProperties)) : additionalProperties }),
    // A file that does not say which form it is about may mean any.
    ...(options === undefined ? {} : { anyOf: options.map(partial) }),
    ...(Array.isArray(allOf) ? { allOf: allOf.map((part) => partial(part as JsonSchema)) } : {}),
  };
}

function removable(schema: JsonSchema): JsonSchema {
  if ('const' in schema) {
    const { const: value, ...rest } = schema;
    return removable({ ...rest, enum: [value] });
  }
  const { type, anyOf, enum: values } = schema;
  return {
    ...schema,
    ...(type === undefined ? {} : { type: [...(Array.isArray(type) ? (type as unknown[]) : [type]), 'null'] }),
    ...(Array.isArray(values) ? { enum: [...(values as unknown[]), null] } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: [...(anyOf as unknown[]), { type: 'null' }] } : {}),
  };
}
