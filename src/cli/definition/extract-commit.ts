import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { isObjectId } from '../../delivery/git/objects.ts';
import { readObjects } from '../../delivery/git/read-objects.ts';
import { quoted, UserError } from '../../kernel/problem.ts';

interface Entry {
  readonly mode: string;
  readonly id: string;
  readonly path: string;
}

/**
 * Writes the files of a commit into an empty folder, as they are in it: no filter, attribute or
 * hook has a say. Of a project that is a folder of its repository, that folder. What was rendered
 * (`dist/`) is left out.
 *
 * @throws UserError when the commit is not here or holds what could lead out of the folder
 */
export async function extractCommit(git: Git, commit: string, folder: string): Promise<void> {
  await mustBeHere(git, commit);
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').replace(/\n$/, '').replace(/\/$/, '');
  const listing = await git.ask({ options: ['ls-tree', '-r', '-z', '--full-tree', prefix === '' ? commit : `${commit}:${prefix}`] });
  const entries = parseListing(listing).filter(({ path }) => !path.startsWith('dist/'));
  for (const entry of entries) refuseStray(entry, commit);
  const objects = await readObjects(git, entries.map(({ id }) => id));
  for (const { mode, path, id } of entries) {
    const { bytes } = objects.get(id)!;
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    if (mode === '120000') symlinkSync(linkTarget(path, bytes.toString('utf8'), commit), target);
    else writeFileSync(target, bytes, { flag: 'wx' });
    if (mode === '100755') chmodSync(target, 0o755);
  }
}

/**
 * Refuses a definition that is not in this clone.
 *
 * @throws UserError
 */
export async function mustBeHere(git: Git, commit: string): Promise<void> {
  if (isObjectId(commit) && (await git.call({ options: ['cat-file', '-e', `${commit}^{commit}`] })).status === 0) return;
  const shallow = (await git.ask({ options: ['rev-parse', '--is-shallow-repository'] })).toString('latin1').trim() === 'true';
  throw new UserError({ message: `the definition ${commit.slice(0, 12)} is not in this clone`, fix: shallow ? 'git fetch --unshallow' : 'git fetch origin' });
}

function parseListing(listing: Buffer): Entry[] {
  return listing
    .toString('utf8')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]{40})\t(.+)$/s.exec(line) ?? [];
      return { mode, id, path };
    });
}

function refuseStray({ mode, path }: Entry, commit: string): void {
  if (mode === '160000') throw new UserError({ message: `${commit.slice(0, 12)} holds another repository at ${quoted(path)} (a submodule), which is not fetched`, fix: 'render what needs it without it' });
  const parts = path.split('/');
  if (path === '' || parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part) || part === 'node_modules')) {
    throw new UserError({ message: `${commit.slice(0, 12)} holds ${quoted(path)}, which cannot be written` });
  }
}

function linkTarget(path: string, target: string, commit: string): string {
  const leads = normalize(join(dirname(path), target));
  if (target.startsWith('/') || leads === '..' || leads.startsWith('../')) {
    throw new UserError({ message: `${commit.slice(0, 12)} holds the link ${quoted(path)}, which leads out of the repository` });
  }
  return target;
}
