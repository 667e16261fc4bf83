import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { readObjects } from '../../delivery/git/read-objects.ts';
import { unseenFiles } from '../../delivery/git/unseen-files.ts';
import { UserError } from '../../kernel/problem.ts';

/** What is data, not code, of a project. */
const BUT_DATA = ['.', ':!overlays', ':!dist'];

/** Whether a commit differs from what is checked out, and so runs, in data alone. */
export async function isOwnCode(git: Git, commit: string): Promise<boolean> {
  const { status } = await git.call({ options: ['diff-tree', '-r', '--quiet', '--no-ext-diff', '--ignore-submodules=none', 'HEAD'], operands: [commit, '--', ...BUT_DATA] });
  if (status !== 0) return false;
  const changed = await git.ask({ options: ['status', '--porcelain=v1', '-z', '--untracked-files=normal', '--no-renames', '--', ...BUT_DATA] });
  if (changed.length > 0) return false;
  const { ignored, hidden } = await unseenFiles(git);
  return [...ignored, ...hidden.map((line) => line.slice(2))].every((path) => path.startsWith('overlays/'));
}

/**
 * Writes the overlays of a commit into a folder, and nothing else of it.
 *
 * @throws UserError where one of them is no plain file
 */
export async function extractOverlays(git: Git, commit: string, folder: string): Promise<void> {
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim();
  const answer = await git.ask({ options: ['ls-tree', '-r', '-z', '--full-tree', `${commit}:${prefix}`, 'overlays'] });
  const entries = answer.toString('utf8').split('\0').flatMap((line) => {
    const [, mode = '', id = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]{40})\t(.+)$/s.exec(line) ?? [];
    return path === '' ? [] : [{ mode, id, path }];
  });
  const objects = await readObjects(git, entries.filter(({ mode }) => mode.startsWith('100')).map(({ id }) => id));
  for (const { mode, id, path } of entries) {
    const bytes = objects.get(id)?.bytes;
    if (!mode.startsWith('100') || bytes === undefined || path.split('/').some((part) => part === '..' || part === '.git')) throw new UserError({ file: path, message: `is no plain file at ${commit.slice(0, 12)}`, fix: 'put the file itself in its place, and commit it' });
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
