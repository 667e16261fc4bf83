import { createHash } from 'node:crypto';
import { type RemoteRepository } from '../git/remote-repository.ts';

/** A commit that changed a file, and what the file was before and after it: git blobs, undefined where there was no file. */
export interface FileChange {
  readonly commit: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Every change of a file in the history of a commit, newest first; a merge has one for each of its parents. */
export async function changesOf({ git }: RemoteRepository, tip: string, path: string): Promise<FileChange[]> {
  const log = await git.ask({ settings: ['log.showRoot=true'], options: ['log', '--full-history', '-m', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color', '--format=%x00%H'], operands: [tip, '--', path] });
  const blob = (id: string): string | undefined => (/^0+$/.test(id) ? undefined : id);
  return log.toString('latin1').split('\0').flatMap((entry) =>
    [...entry.matchAll(/^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /gm)].map(([, before, after]) => ({ commit: entry.slice(0, entry.indexOf('\n')), before: blob(before!), after: blob(after!) })),
  );
}

/**
 * What a file held before every change that took something away, newest first. Almost every version
 * is a beginning of the newest one, which its git id alone tells: reading them all would cost the
 * square of the file's length in time and traffic between processes.
 */
export async function lossesOf(remote: RemoteRepository, changes: readonly FileChange[], now: Buffer): Promise<readonly string[]> {
  const beginnings = beginningsOf(now, new Set(changes.flatMap(({ before, after }) => [before, after])));
  const bytesOf = async (id: string): Promise<Buffer> => {
    const length = beginnings.get(id);
    return length === undefined ? (await remote.read([id])).get(id)!.bytes : now.subarray(0, length);
  };
  const texts = new Set<string>();
  for (const { before, after } of changes) {
    if (before === undefined) continue;
    const [was, is] = [beginnings.get(before), after === undefined ? undefined : beginnings.get(after)];
    if (was !== undefined && is !== undefined && was <= is) continue;
    const old = await bytesOf(before);
    if (after !== undefined && (await bytesOf(after)).subarray(0, old.length).equals(old)) continue;
    texts.add(old.toString('utf8'));
  }
  return [...texts];
}

/** Lengths of the beginnings of a file, up to the end of a line each, that are among these blobs. */
function beginningsOf(now: Buffer, blobs: ReadonlySet<string | undefined>): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  for (let end = now.length; end > 0 && lengths.size < blobs.size; end = end === 1 ? 0 : now.lastIndexOf(0x0a, end - 2) + 1) {
    const id = createHash('sha1').update(`blob ${end}\0`).update(now.subarray(0, end)).digest('hex');
    if (blobs.has(id)) lengths.set(id, end);
  }
  return lengths;
}
