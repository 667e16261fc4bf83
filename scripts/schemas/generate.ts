import { CORE_PACK, customPackPath } from '../../src/api/schema/api-schemas.ts';
import { coreText } from './core-text.ts';
import { customText } from './custom-text.ts';
import { type Sources } from './definitions.ts';

/** The packs by their path below `imports/schemas`: the same sources give the same bytes. */
export function generate({ releases, customs }: Sources): ReadonlyMap<string, string> {
  const files = new Map([[CORE_PACK, coreText(releases)]]);
  for (const { definition, source } of customs) {
    const file = customPackPath(definition.group, definition.names.kind);
    if (file === undefined || files.has(file)) throw new Error(`${definition.names.kind}.${definition.group} can't have a pack, or has one already`);
    files.set(file, customText(definition, source));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}
