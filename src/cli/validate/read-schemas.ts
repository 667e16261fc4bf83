import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiSchemas } from '../../api/schema/api-schemas.ts';
import { type LocatedSchemas } from './schema-location.ts';

/**
 * The schemas of Kubernetes' own kinds and of the custom resources that slipway knows, by minor; read from the
 * package, a kind when it is first asked for.
 *
 * @param packageRoot slipway's own folder
 * @param located schemas from elsewhere, which go before
 */
export function readSchemas(packageRoot: string, located: readonly LocatedSchemas[] = []): (kubernetes: string) => ApiSchemas {
  const texts = new Map<string, string | undefined>();
  const read = (pack: string): string | undefined => {
    if (!texts.has(pack)) texts.set(pack, readPack(join(packageRoot, 'imports', 'schemas', pack)));
    return texts.get(pack);
  };
  const byMinor = new Map<string, ApiSchemas>();
  return (kubernetes) => {
    const known = byMinor.get(kubernetes);
    if (known !== undefined) return known;
    const minor = Number(kubernetes.slice('1.'.length));
    const own = new ApiSchemas(minor, read);
    const made = located.length === 0 ? own : new ApiSchemas(minor, read, located.map((open) => open((name) => own.core.definition(name))));
    byMinor.set(kubernetes, made);
    return made;
  };
}

function readPack(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
