import { type RemoteRepository } from '../git/remote-repository.ts';
import { isFolder, parseTree } from '../git/tree.ts';

/** Paths below a tree. */
export interface Wanted {
  /** The tree's name; undefined: there is none yet. */
  readonly root: string | undefined;
  readonly paths: readonly string[];
}

/**
 * Brings here what lies on the way to paths of several trees, and what is there: one question to
 * the other side for each level, instead of one for each folder. What it finds is not judged.
 */
export async function prefetch(remote: RemoteRepository, wanted: readonly Wanted[]): Promise<void> {
  let level = wanted.flatMap(({ root, paths }) => (root === undefined ? [] : paths.map((path) => ({ id: root, rest: path.split('/') }))));
  while (level.length > 0) {
    const objects = await remote.read(level.map(({ id }) => id));
    level = level.flatMap(({ id, rest: [name, ...rest] }) => {
      if (name === undefined) return [];
      const object = objects.get(id);
      const entry = object?.kind === 'tree' ? parseTree(object.bytes).find((other) => other.name === name) : undefined;
      // Files at the end are of use on the ledger alone, and there they are small.
      return entry === undefined || (!isFolder(entry.mode) && !name.endsWith('.json')) ? [] : [{ id: entry.id, rest }];
    });
  }
}
