import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Git } from '../../delivery/git/git.ts';
import { readObjects } from '../../delivery/git/read-objects.ts';
import { UserError } from '../../kernel/problem.ts';
import { extractCommit } from '../definition/extract-commit.ts';
import { providePackages } from '../definition/provide-packages.ts';
import { isAlive } from '../dist/alive.ts';

/** Files of a commit in a temporary folder, with some of them replaced. */
export interface TipFolder {
  readonly path: string;
  /**
   * Whether what runs now is the code of the commit, so that its overlays are all that is in the
   * folder; else it holds the whole commit with its packages, to be rendered by its own slipway.
   */
  readonly isOurs: boolean;
  close(): void;
}

/** What is laid out. */
export interface TipFolderOptions {
  readonly root: string;
  readonly git: Git;
  readonly commit: string;
  /** Text by path, in place of what the commit has. */
  readonly replaced: ReadonlyMap<string, string>;
  /** Whether `npm ci` may fetch packages. */
  readonly install: boolean;
}

/** Lays out a commit of this repository. */
export async function openTipFolder({ root, git, commit, replaced, install }: TipFolderOptions): Promise<TipFolder> {
  const scratch = join(root, '.slipway', 'release');
  mkdirSync(scratch, { recursive: true });
  clearLeft(scratch);
  const path = mkdtempSync(join(scratch, `${process.pid}-`));
  const close = (): void => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  try {
    const isOurs = await isOurCode(git, commit);
    if (isOurs) await extractOverlays(git, commit, path);
    else {
      await extractCommit(git, commit, path);
      await providePackages(root, path, commit, install);
    }
    for (const [file, text] of replaced) {
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
    }
    return { path, isOurs, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** Whether the commit differs from what is checked out, and so runs, in data alone. */
async function isOurCode(git: Git, commit: string): Promise<boolean> {
  const status = await git.ask({ options: ['status', '--porcelain=v1', '-z', '--untracked-files=normal', '--no-renames', '--', '.', ':!overlays', ':!dist'] });
  if (status.length > 0) return false;
  const [here, there] = [await entriesOf(git, 'HEAD'), await entriesOf(git, commit)];
  const code = (entries: readonly string[]): string => entries.filter((line) => !/\t(overlays|dist)$/.test(line)).join('\n');
  return code(here) === code(there);
}

async function entriesOf(git: Git, commit: string): Promise<string[]> {
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim();
  const answer = await git.ask({ options: ['ls-tree', '-z', '--full-tree', `${commit}:${prefix}`] });
  return answer.toString('utf8').split('\0').filter((line) => line !== '');
}

async function extractOverlays(git: Git, commit: string, folder: string): Promise<void> {
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim();
  const answer = await git.ask({ options: ['ls-tree', '-r', '-z', '--full-tree', `${commit}:${prefix}`, 'overlays', 'package-lock.json'] });
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

/** Removes what killed processes left. */
function clearLeft(scratch: string): void {
  for (const name of readdirSync(scratch)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1]);
    if (!(pid > 0) || pid === process.pid || isAlive(pid)) continue;
    try {
      rmSync(join(scratch, name), { recursive: true, force: true });
    } catch (error) {
      // What the killed process had started may still write there; the next run comes by again.
      if (!['ENOTEMPTY', 'EBUSY'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}
