import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { type Git } from '../git/git.ts';
import { type FileChange } from '../publish/publish-result.ts';

/**
 * Refuses when files that a commit is to change hold something else than before or after it: that
 * would be somebody's work. What a killed run has written already is the latter.
 */
export async function refuseOwnChanges(git: Git, prefix: string, before: string, after: string, changes: readonly FileChange[]): Promise<void> {
  for (const { file } of changes) {
    const here = bytesAt(join(git.folder, file));
    if (here === 'other') throw new UserError({ file, message: 'is no plain file, where slipway writes one', fix: `mv ${file} <somewhere else>` });
    const expected = [await bytesIn(git, `${before}:${prefix}${file}`), await bytesIn(git, `${after}:${prefix}${file}`)];
    if (expected.some((bytes) => (bytes === undefined ? here === undefined : here?.equals(bytes) === true))) continue;
    throw new UserError({ file, message: 'differs from the last commit, and slipway is about to change it', fix: `git checkout -- ${file}   (or commit it)` });
  }
}

/** Writes the files of a commit that changed, each whole or not at all. The branch follows, then the index: whoever is killed in between can run again. */
export async function bringWorkTree(git: Git, prefix: string, commit: string, changes: readonly FileChange[]): Promise<void> {
  for (const { file, change } of changes) {
    const path = join(git.folder, file);
    if (change === 'removed') {
      rmSync(path, { force: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.slipway`;
    writeFileSync(draft, (await bytesIn(git, `${commit}:${prefix}${file}`))!);
    renameSync(draft, path);
  }
}

/**
 * Makes the index hold a commit's entries for release files and `dist` where the files here are
 * the commit's: the rest is somebody's work and stays.
 */
export async function settleWorkTree(git: Git, prefix: string, commit: string): Promise<void> {
  const diff = await git.ask({ options: ['diff-index', '--cached', '-z', '--no-renames', commit, '--', 'overlays', 'dist'] });
  const parts = diff.toString('utf8').split('\0');
  const lines: string[] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const path = parts[at + 1]!;
    const file = path.slice(prefix.length);
    if (!path.startsWith(prefix) || !/^(overlays\/[^/]+\/[^/]+\.release\.yaml|dist\/.+)$/.test(file)) continue;
    const [, mode = '', id = ''] = /^:(\d{6}) \d{6} ([0-9a-f]{40}) /.exec(parts[at]!) ?? [];
    const here = bytesAt(join(git.folder, file));
    const there = /^0+$/.test(mode) ? undefined : await bytesIn(git, id);
    if (here === 'other' || (there === undefined ? here !== undefined : here?.equals(there) !== true)) continue;
    lines.push(there === undefined ? `0 ${'0'.repeat(40)}\t${path}` : `${mode} ${id}\t${path}`);
  }
  if (lines.length > 0) await git.ask({ options: ['update-index', '-z', '--index-info'], input: lines.map((line) => `${line}\0`).join('') });
}

async function bytesIn(git: Git, name: string): Promise<Buffer | undefined> {
  const answer = await git.call({ options: ['cat-file', 'blob'], operands: [name] });
  return answer.status === 0 ? answer.stdout : undefined;
}

function bytesAt(path: string): Buffer | undefined | 'other' {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  return stat.isFile() ? readFileSync(path) : 'other';
}
