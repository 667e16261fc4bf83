import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { readOverlay } from '../../kernel/yaml-reader.ts';

/** Facts of today that are laid over a former definition, and the schema by which that definition knows them. */
const PROJECTED = (pair: { readonly environment: string; readonly system: string }): readonly (readonly [file: string, schema: string])[] => [
  ['overlays/environments.yaml', 'overlays/environments.schema.json'],
  [`overlays/${pair.system}/${pair.environment}.release.yaml`, 'overlays/release.schema.json'],
];

/**
 * Takes out of the environments and the release file what a former definition does not know yet: it
 * cannot use these facts, and its strict schemas would refuse them. What it knows stays as it is, and
 * values of the system's own overlay stay, too: who wrote them means them, so they are refused.
 *
 * @returns the paths that were taken out, as `<file> › <path>`; none where nothing was
 */
export function projectToKnown(folder: string, pair: { readonly environment: string; readonly system: string }): string[] {
  return PROJECTED(pair).flatMap(([file, schemaFile]) => {
    const [path, schemaPath] = [join(folder, file), join(folder, schemaFile)];
    const [value, schema] = [existsSync(path) ? valueOf(readFileSync(path, 'utf8'), file) : undefined, existsSync(schemaPath) ? schemaOf(readFileSync(schemaPath, 'utf8')) : undefined];
    if (value === undefined || schema === undefined) return [];
    const dropped: string[] = [];
    const kept = known(value, schema, { root: schema, dropped }, '');
    // JSON is YAML; where nothing was taken out the file stays as people wrote it.
    if (dropped.length > 0) writeFileSync(path, `${JSON.stringify(kept, null, 2)}\n`);
    return dropped.map((at) => `${file} › ${at}`);
  });
}

interface Projection {
  /** The whole schema, which its parts refer to. */
  readonly root: unknown;
  readonly dropped: string[];
}

function known(value: Json, part: unknown, projection: Projection, at: string): Json {
  const schema = resolved(part, projection.root);
  if (!isMap(value) || !isMap(schema)) return value;
  const properties = isMap(schema['properties']) ? schema['properties'] : {};
  const others = schema['additionalProperties'];
  const kept: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    const path = at === '' ? key : `${at}.${key}`;
    if (Object.hasOwn(properties, key)) kept[key] = known(inner, properties[key], projection, path);
    else if (others === false) projection.dropped.push(path);
    else kept[key] = known(inner, others, projection, path);
  }
  return kept;
}

/** A part of a schema, or the definition that it refers to. */
function resolved(part: unknown, root: unknown): unknown {
  const name = isMap(part) && typeof part['$ref'] === 'string' ? /^#\/definitions\/([^/]+)$/.exec(part['$ref'])?.[1] : undefined;
  const definitions = isMap(root) ? root['definitions'] : undefined;
  return name !== undefined && isMap(definitions) && Object.hasOwn(definitions, name) ? definitions[name] : part;
}

/** What cannot be read is left to the definition, which says what is wrong with it. */
function valueOf(text: string, file: string): Json | undefined {
  try {
    return readOverlay(text, file).value;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

function schemaOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
