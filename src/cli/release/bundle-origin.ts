import { bundleId, bundleOf } from '../../delivery/bundle.ts';
import { type Git } from '../../delivery/git/git.ts';
import { type ReleaseFile, releasePath } from '../../delivery/release/release-file.ts';
import { UserError } from '../../kernel/problem.ts';
import { parseReleaseText } from './tip-files.ts';

/** Reads files of a commit of this repository. */
export function filesAt(git: Git, commit: string): { file(path: string): Promise<Buffer | undefined> } {
  return {
    file: async (path) => {
      const answer = await git.call({ options: ['cat-file', 'blob'], operands: [`${commit}:./${path}`] });
      return answer.status === 0 ? answer.stdout : undefined;
    },
  };
}

/**
 * What a bundle's release says that its id does not cover: the change of the schema and the
 * contracts. The id covers the definition, and that commit holds the file, so nobody can have
 * changed it since. Undefined where none of the files there is the bundle's. All files of that commit are looked at: the
 * environment that it was released to may be gone, or have another name by now.
 */
export async function bundleOrigin(git: Git, system: string, definition: string, bundle: string): Promise<Pick<ReleaseFile, 'schemaChange' | 'contracts'> | undefined> {
  const commit = filesAt(git, definition);
  for (const environment of await environmentsAt(git, system, definition)) {
    const file = releasePath(system, environment);
    const bytes = await commit.file(file);
    if (bytes === undefined) continue;
    try {
      const release = parseReleaseText(bytes, file, system);
      if (release.definition === undefined && bundleId(bundleOf(system, definition, release)) === bundle) return { schemaChange: release.schemaChange, contracts: release.contracts };
    } catch (error) {
      // A file of another time, which nobody reads any more.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return undefined;
}

/** Environments that the system has a release file for at a commit. */
async function environmentsAt(git: Git, system: string, commit: string): Promise<string[]> {
  const listed = await git.call({ options: ['ls-tree', '-z', '--name-only'], operands: [`${commit}:./overlays/${system}`] });
  const names = listed.status === 0 ? listed.stdout.toString('utf8').split('\0') : [];
  return names.flatMap((name) => /^([a-z0-9][a-z0-9-]{0,62})\.release\.yaml$/.exec(name)?.slice(1) ?? []);
}

/**
 * Refuses a definition that is not in the history of a branch: nobody reviewed it, or it was taken back.
 *
 * @throws UserError
 */
export async function mustBeMerged(git: Git, definition: string, tip: string, branch: string): Promise<void> {
  const { status } = await git.call({ options: ['merge-base', '--is-ancestor'], operands: [definition, tip] });
  if (status === 0) return;
  const isShallow = (await git.ask({ options: ['rev-parse', '--is-shallow-repository'] })).toString('latin1').trim() === 'true';
  if (status === 1 && isShallow) throw new UserError({ message: `whether the definition ${definition.slice(0, 12)} is in the history of ${branch} cannot be told, because this clone is shallow`, fix: 'git fetch --unshallow origin' });
  if (status === 1) throw new UserError({ message: `the definition ${definition.slice(0, 12)} is not in the history of ${branch}`, allowed: `commits of ${branch}`, fix: 'verify a bundle that was released from there' });
  throw new UserError({ message: `the definition ${definition.slice(0, 12)} is not in this clone`, fix: 'git fetch --unshallow origin   (or git fetch origin)' });
}
