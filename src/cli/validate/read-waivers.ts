import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { parseWaivers, type Waiver } from '../../overlays/waivers.ts';
import { allRules } from './families.ts';

const FILE = 'overlays/waivers.yaml';

/**
 * The waivers of a project, or those of a named file; none where the project has none.
 *
 * @throws UserError where the file is missing or wrong
 */
export function readWaivers(root: string | undefined, named: string | undefined): Waiver[] {
  const path = named ?? (root === undefined ? undefined : join(root, FILE));
  if (path === undefined) return [];
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (named === undefined && code === 'ENOENT') return [];
    throw new UserError({ file: named ?? FILE, message: `the waivers cannot be read (${code})`, fix: named === undefined ? `chmod u+r ${FILE}` : `--waivers ${FILE}` }, { cause: error });
  }
  return parseWaivers(bytes, named ?? FILE, allRules().map(({ id }) => id));
}
