import { type Git } from '../../delivery/git/git.ts';
import { commitOf } from '../manifests/pairs-at-ref.ts';

/** What the working tree departed from. */
export interface MergeBase {
  readonly commit: string;
  /** As it is shown: `main at 1f2e3d4`. */
  readonly shown: string;
}

/** The names that a default branch mostly has, where the remote does not say it. */
const USUAL = ['origin/main', 'origin/master', 'main', 'master'] as const;

/** The commit where the working tree left the default branch; undefined outside of a repository, and where there is no such branch. */
export async function mergeBaseOf(git: Git): Promise<MergeBase | undefined> {
  const head = await commitOf(git, 'HEAD');
  if (head === undefined) return undefined;
  for (const name of [...(await originHead(git)), ...USUAL]) {
    const tip = await commitOf(git, name);
    if (tip === undefined) continue;
    const { status, stdout } = await git.call({ options: ['merge-base'], operands: [head, tip] });
    const base = status === 0 ? stdout.toString('latin1').trim() : '';
    if (base !== '') return { commit: base, shown: `${name} at ${base.slice(0, 7)}` };
  }
  return undefined;
}

/** The branch that the remote calls its default: `origin/main`. */
async function originHead(git: Git): Promise<string[]> {
  const { status, stdout } = await git.call({ options: ['symbolic-ref', '--quiet', '--short', 'refs/remotes/origin/HEAD'] });
  return status === 0 ? [stdout.toString('utf8').trim()] : [];
}
