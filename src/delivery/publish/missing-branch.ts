import { quoted, UserError, visible } from '../../kernel/problem.ts';

/**
 * Refuses to begin a branch beside others: it is a name mistyped. In an empty repository it is the
 * first one.
 *
 * @param others full names of the branches that there are, the ledger aside
 * @throws UserError naming them
 */
export function refuseMissingBranch(ref: string, others: readonly string[]): void {
  if (others.length === 0) return;
  const names = others.map((other) => other.slice('refs/heads/'.length)).filter((name) => !name.startsWith('slipway/'));
  if (names.length === 0) return;
  const shown = names.slice(0, 5).map((name) => visible(name)).join(', ');
  throw new UserError({ message: `the GitOps repository has no branch ${quoted(ref.slice('refs/heads/'.length))}`, allowed: shown, fix: `--branch ${visible(names[0]!)}   (or create it there first)` });
}
