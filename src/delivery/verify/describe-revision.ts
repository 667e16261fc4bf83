import { GitFailure } from '../git/git.ts';
import { type RemoteRepository } from '../git/remote-repository.ts';
import { readTip } from '../publish/plan.ts';
import { TreeEditor } from '../publish/tree-editor.ts';
import { type Expectation, type RevisionFacts } from './observation.ts';

/**
 * Tells how revisions of the GitOps repository stand to the published commit, from a clone of it
 * that holds commits, and trees as they are asked for. What the repository cannot tell now is
 * `unknown`, and may be asked again.
 */
export function revisionDescriber(remote: RemoteRepository, { commit, path }: Pick<Expectation, 'commit' | 'path'>): (revision: string) => Promise<RevisionFacts> {
  return async (revision) => {
    try {
      const at = await readTip(remote, revision);
      const published = await readTip(remote, commit);
      if (at === undefined || published === undefined) return { relation: 'unknown' };
      const editor = new TreeEditor(at.commit.tree, (ids) => remote.read(ids));
      await editor.prepare([path]);
      const tree = editor.entry(path)?.id;
      if (revision === commit) return { relation: 'same', tree };
      const [after, before] = [await isAncestor(remote, commit, revision), await isAncestor(remote, revision, commit)];
      if (after === undefined || before === undefined) return { relation: 'unknown' };
      return { relation: after ? 'after' : before ? 'before' : 'apart', tree };
    } catch (error) {
      if (error instanceof GitFailure) return { relation: 'unknown' };
      throw error;
    }
  };
}

async function isAncestor(remote: RemoteRepository, ancestor: string, descendant: string): Promise<boolean | undefined> {
  const { status } = await remote.git.call({ options: ['merge-base', '--is-ancestor'], operands: [ancestor, descendant] });
  return status === 0 ? true : status === 1 ? false : undefined;
}
