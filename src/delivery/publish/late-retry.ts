import { UserError } from '../../kernel/problem.ts';
import { type Revision } from '../git/source-repository.ts';
import { pairKey } from './publish-request.ts';
import { type PairResult } from './publish-result.ts';

/**
 * Refuses a retry of which nothing is left: who asks for one and gets none waits for a sync that
 * never comes.
 *
 * @throws UserError where all pairs are published from newer commits
 */
export function refuseLateRetry(pairs: readonly PairResult[], revision: Revision): void {
  const late = pairs.filter(({ outcome }) => outcome === 'superseded');
  if (late.length === 0 || late.length < pairs.length) return;
  throw new UserError(
    late.map((pair) => ({
      path: pairKey(pair),
      message: `was not tried again: ${pair.reason ?? 'newer already published'}, and ${revision.id.slice(0, 12)}, which is checked out, is older`,
      fix: 'git pull   (then publish --retry what is published)',
    })),
  );
}
