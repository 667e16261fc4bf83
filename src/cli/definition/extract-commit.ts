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
 * hook has a say. Of a project that is a folder of its repository, that folder. Left out are what was rendered
 * (`dist/`), other repositories in it, and links that lead out of it: what needs one of them does not render, and
 * what does not is not held up by it.
 *
 * @throws UserError when the commit is not here, or its sources or overlays hold what is left out
 */
export async function extractCommit(git: Git, commit: string, folder: string): Promise<void> {
  await mustBeHere(git, commit);
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').replace(/\n$/, '').replace(/\/$/, '');
  const listing = await git.ask({ options: ['ls-tree', '-r', '-z', '--full-tree', prefix === '' ? commit : `${commit}:${prefix}`] });
  const entries = parseListing(listing).filter(({ path }) => !path.startsWith('dist/'));
  for (const entry of entries) refuseStray(entry, commit);
  const held = entries.filter(({ mode }) => mode !== SUBMODULE);
  const objects = await readObjects(git, held.map(({ id }) => id));
  for (const { mode, path, id } of held) {
    const { bytes } = objects.get(id)!;
    const target = placeOf(folder, path);
    mkdirSync(placeOf(folder, dirname(path)), { recursive: true });
    if (mode !== '120000') writeFileSync(target, bytes, { flag: 'wx' });
    else if (isWithin(path, bytes.toString('latin1'))) symlinkSync(bytes, target);
    else if (isRendered(path)) throw new UserError({ message: `${commit.slice(0, 12)} holds the link ${shown(path)}, which leads out of the repository`, fix: 'put the file itself in its place, and commit it' });
    if (mode === '100755') chmodSync(target, 0o755);
  }
}

const SUBMODULE = '160000';

/** Names need not be UTF-8: paths hold a character for each byte. */
function placeOf(folder: string, path: string): Buffer {
  return Buffer.concat([Buffer.from(`${folder}/`, 'utf8'), Buffer.from(path, 'latin1')]);
}

function shown(path: string): string {
  return quoted(Buffer.from(path, 'latin1').toString('utf8'));
}

/** Whether everything is rendered from what lies there. */
function isRendered(path: string): boolean {
  return /^(?:src|overlays)(?:\/|$)/.test(path);
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
    .toString('latin1')
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode = '', id = '', path = ''] = /^(\d{6}) \w+ ([0-9a-f]{40})\t(.+)$/s.exec(line) ?? [];
      return { mode, id, path };
    });
}

function refuseStray({ mode, path }: Entry, commit: string): void {
  if (mode === SUBMODULE && isRendered(path)) throw new UserError({ message: `${commit.slice(0, 12)} holds another repository at ${shown(path)} (a submodule), which is not fetched`, fix: 'render what needs it without it' });
  const parts = path.split('/');
  if (path === '' || parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part) || part === 'node_modules')) {
    throw new UserError({ message: `${commit.slice(0, 12)} holds ${shown(path)}, which cannot be written`, fix: 'git rm -r --cached node_modules   (and commit it; a definition without it can be rendered)' });
  }
}

/** Whether a link stays in the folder, as far as its own path tells. */
function isWithin(path: string, target: string): boolean {
  const leads = normalize(join(dirname(path), target));
  return !target.startsWith('/') && leads !== '..' && !leads.startsWith('../');
}
