import { type Git } from '../../delivery/git/git.ts';
import { readObjects } from '../../delivery/git/read-objects.ts';
import { quoted, UserError, visible } from '../../kernel/problem.ts';
import { collectPairs, isPairFile, type TreeFile } from './collect-pairs.ts';
import { type PairManifests, type WantedPairs } from './pair-manifests.ts';

/** What a ref of this repository has in `dist`. */
export interface AtRefOptions {
  readonly git: Git;
  /** The commit, by {@link commitOf}. */
  readonly commit: string;
  /** As it is shown before the path of a file. */
  readonly shown: string;
  /** The folder that is laid out as `dist` is, relative to the folder git runs in. */
  readonly folder: string;
  readonly wanted: WantedPairs;
}

/** The commit that a word names, or undefined: a branch, a tag, a hash, `HEAD~1`. It may come from anywhere. */
export async function commitOf(git: Git, word: string): Promise<string | undefined> {
  // What begins with a dash is no name of git's, and no word with a NUL comes as far as that.
  if (!/^[^-\0][^\0]*$/.test(word)) return undefined;
  const { status, stdout } = await git.call({ options: ['rev-parse', '--verify', '--quiet'], operands: [`${word}^{commit}`] });
  return status === 0 ? stdout.toString('latin1').trim() : undefined;
}

/**
 * The pairs that a commit of this repository holds in its `dist`; none where it has no such folder.
 *
 * @throws UserError where a file of it can't be read
 */
export async function pairsAtRef({ git, commit, shown, folder, wanted }: AtRefOptions): Promise<PairManifests[]> {
  const answer = await git.call({ options: ['ls-tree', '-r', '-z', '--full-tree'], operands: [commit, await fromTop(git, folder)] });
  if (answer.status !== 0) throw new UserError({ message: `what ${quoted(shown)} holds can't be listed${answer.said === '' ? '' : `: ${answer.said}`}`, fix: 'git fetch --unshallow   (where history was cut off)' });
  const prefix = `${await fromTop(git, folder)}/`;
  const entries = answer.stdout
    .toString('utf8')
    .split('\0')
    .flatMap((line) => {
      const [facts = '', path = ''] = line.split('\t');
      const [mode = '', , id = ''] = facts.split(' ');
      const below = path.startsWith(prefix) ? path.slice(prefix.length) : '';
      return mode.startsWith('100') && isPairFile(below, wanted) ? [{ path: below, id }] : [];
    });
  const blobs = await readObjects(git, entries.map(({ id }) => id));
  return collectPairs(
    entries.map(({ path, id }): TreeFile => {
      const blob = blobs.get(id);
      if (blob === undefined) throw new UserError({ message: `${visible(shown)}:${visible(path)} is not in this clone`, fix: 'git fetch --refetch' });
      return { path, shown: `${shown}:${folder}/${path}`, bytes: blob.bytes };
    }),
  );
}

async function fromTop(git: Git, folder: string): Promise<string> {
  const prefix = (await git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim();
  return `${prefix}${folder}`;
}
