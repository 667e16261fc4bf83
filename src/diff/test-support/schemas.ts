import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ApiSchemas } from '../../api/schema/api-schemas.ts';

const PACKS = resolve(__dirname, '../../../imports/schemas');

/** The schemas of the newest minor, as tests want them. */
export const SCHEMAS = new ApiSchemas(36, (pack) => (existsSync(resolve(PACKS, pack)) ? readFileSync(resolve(PACKS, pack), 'utf8') : undefined));
