import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type SchemaSource } from '../../api/schema/api-schemas.ts';
import { type SchemaDocument, SchemaDocuments } from '../../api/schema/open-api.ts';
import { type Resolve } from '../../api/schema/schema-node.ts';
import { UserError } from '../../kernel/problem.ts';
import { readDocuments } from './read-documents.ts';

/** Schemas from elsewhere, once it is known what metadata is in the minor asked for. */
export type LocatedSchemas = (core: Resolve) => SchemaSource;

/**
 * Reads schemas from a file, or from a folder with all below it: custom resource definitions, the OpenAPI document
 * of a cluster (`kubectl get --raw /openapi/v2`), or JSON Schemas, one a kind, as kubeconform has them.
 *
 * @throws UserError where nothing there describes a kind
 */
export function readSchemaLocation(location: string): LocatedSchemas {
  const documents = filesAt(location).flatMap(documentsIn);
  if (new SchemaDocuments(documents, nowhere).size === 0) {
    throw new UserError({ message: `--schema-location: ${JSON.stringify(location)} describes no kind`, allowed: 'custom resource definitions, <group>/<kind>_<version>.json, or the OpenAPI document of a cluster', fix: 'kubectl get --raw /openapi/v2 > openapi.json' });
  }
  return (core) => new SchemaDocuments(documents, core);
}

/** Schemas that are only counted refer to nothing. */
function nowhere(name: string): never {
  throw new Error(`${name} is asked for`);
}

function filesAt(location: string): string[] {
  try {
    if (!statSync(location).isDirectory()) return [location];
    return readdirSync(location, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => join(location, name));
  } catch (error) {
    throw unreadable(location, error);
  }
}

/** An OpenAPI document of a cluster with many operators has some tens of megabytes. */
const MOST_BYTES = 134_217_728;

function documentsIn(file: string): SchemaDocument[] {
  const text = textOf(file);
  // Where a group and a version are read from it, the path is written with slashes on every machine.
  const name = file.replaceAll('\\', '/');
  if (!file.endsWith('.json')) {
    if (!text.includes('CustomResourceDefinition')) return [];
    const { objects, problems } = readDocuments(text, file);
    if (problems.length > 0) throw new UserError(problems);
    return objects.map(({ manifest }) => ({ name, value: manifest }));
  }
  try {
    return [{ name, value: JSON.parse(text) as unknown }];
  } catch (error) {
    throw new UserError({ file, message: `cannot be read as JSON: ${(error as Error).message}` }, { cause: error });
  }
}

function textOf(file: string): string {
  try {
    if (statSync(file).size <= MOST_BYTES) return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
  throw new UserError({ file, message: `the file is larger than ${MOST_BYTES} bytes` });
}

function unreadable(file: string, error: unknown): UserError {
  return new UserError({ file, message: `--schema-location cannot be read (${(error as NodeJS.ErrnoException).code})`, fix: '--schema-location <folder or file>' }, { cause: error });
}
