import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApiSchemas, type SchemaSource } from './api-schemas.ts';

const PACKS = resolve(__dirname, '..', '..', '..', 'imports', 'schemas');

/** The schemas of the committed packs. */
export function packedSchemas(minor: number, sources: readonly SchemaSource[] = []): ApiSchemas {
  return new ApiSchemas(minor, readPack, sources);
}

/** The text of a committed pack. */
export function readPack(pack: string): string | undefined {
  const file = join(PACKS, pack);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
