import { type Problem, UserError } from '../../kernel/problem.ts';
import { parseCommit } from '../git/commit.ts';
import { GitFailure } from '../git/git.ts';
import { openRemote, type RemoteRepository } from '../git/remote-repository.ts';
import { type PublishRequest } from './publish-request.ts';
import { type PublishedState } from './published-state.ts';
import { publishedBy } from './witness.ts';

/**
 * Refuses states that cannot be, held against the revision that they name: that decides what is newer.
 *
 * @throws UserError with every one of them
 */
export async function refuseEdited(states: Iterable<PublishedState>, judgeState: PublishRequest['judgeState']): Promise<void> {
  const problems: Problem[] = [];
  for (const state of states) {
    const problem = await judgeState?.(state);
    if (problem !== undefined) problems.push(problem);
  }
  if (problems.length > 0) throw new UserError(problems);
}

/** A state, by what commits call it: `<environment>/<system>`, or `argocd` for what belongs to no pair. */
export interface StateToJudge {
  readonly key: string;
  /** Where it lies on the ledger. */
  readonly file: string;
  readonly revision: string;
  readonly commit: string;
}

/**
 * Refuses states that somebody set back, which would let an older publish in. The commit of the GitOps
 * repository that a state names tells from which revision it was: states go on from there, never back.
 *
 * @param states of what is about to change
 * @throws UserError with every one of them
 */
export async function refuseSetBack({ address }: RemoteRepository, states: readonly StateToJudge[], { source, scratch }: Pick<PublishRequest, 'source' | 'scratch'>): Promise<void> {
  if (states.length === 0) return;
  // In a clone of its own: git would push from one that has commits without their trees as if it had the trees.
  const remote = await openRemote({ address, depth: 'treeless', scratch });
  try {
    const problems: Problem[] = [];
    const messages = await messagesOf(remote, [...new Set(states.map(({ commit }) => commit))]);
    for (const state of states) {
      const { revision, about } = publishedBy(messages.get(state.commit) ?? '');
      if (revision === undefined || !about.includes(state.key) || revision === state.revision) continue;
      if ((await source.standing(state.revision, revision)) === 'older') problems.push(problemOf(state, revision));
    }
    if (problems.length > 0) throw new UserError(problems);
  } finally {
    remote.close();
  }
}

function problemOf({ file, revision }: StateToJudge, published: string): Problem {
  return {
    file,
    message: `the published state names ${revision.slice(0, 12)}, and what is there was published from ${published.slice(0, 12)}, which is newer: somebody set it back`,
    allowed: 'what slipway publish wrote',
    fix: `git log -p slipway-ledger -- ${file}   (in the GitOps repository: shows that commit; git revert takes it back)`,
  };
}

/** Messages of commits; of one that is not there any more nobody can tell. */
async function messagesOf(remote: RemoteRepository, ids: readonly string[]): Promise<Map<string, string>> {
  const messages = new Map<string, string>();
  const read = async (wanted: readonly string[]): Promise<void> => {
    await remote.fetch(wanted);
    for (const [id, { bytes }] of await remote.read(wanted)) if (wanted.includes(id)) messages.set(id, parseCommit(bytes).message);
  };
  try {
    await read(ids);
  } catch (error) {
    if (!(error instanceof GitFailure)) throw error;
    // One that is not there fails them all.
    for (const id of ids) await read([id]).catch(() => undefined);
  }
  return messages;
}
