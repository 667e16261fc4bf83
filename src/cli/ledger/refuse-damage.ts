import { type Trust } from '../../delivery/evidence/attester.ts';
import { ACKNOWLEDGE } from '../../delivery/evidence/evidence.ts';
import { describeFault } from '../../delivery/evidence/fault-problem.ts';
import { type Fault, isDamage } from '../../delivery/evidence/fault.ts';
import { verifyEvidence } from '../../delivery/evidence/verify-evidence.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { evidencePath } from '../../delivery/ledger/ledger-paths.ts';
import { type LedgerWithPast } from '../../delivery/ledger/ledger-store.ts';
import { type PairLedger } from '../../delivery/ledger/pair-ledger.ts';
import { type Problem, UserError } from '../../kernel/problem.ts';

/** A ledger, and how people reach it. */
export interface ReachedLedger extends LedgerWithPast {
  /** Address of its repository as it may be shown. */
  readonly repository: string;
  readonly branch: string;
}

/**
 * Refuses a ledger in which a file is damaged: nothing in it counts, and a `fail` may be what is
 * missing, so no other evidence helps.
 *
 * @throws UserError with every damage, the commit that last had the file whole, and the lines that bring it back
 */
export async function refuseDamage(ledger: ReachedLedger, system: string, pairs: readonly PairLedger[], trust: Trust): Promise<void> {
  const problems: Problem[] = [];
  for (const { environment, evidence } of pairs) {
    if (!evidence.damaged) continue;
    const place = { environment, system };
    const lines = await restoringLines(ledger, place, trust);
    const damage = evidence.faults.filter(isDamage).map((fault): Problem => describeFault(fault, place));
    problems.push(...damage.slice(0, -1), { ...damage.at(-1)!, allowed: 'nothing in the file counts until it is as it last was whole', fix: lines.join(' && ') });
  }
  if (problems.length > 0) throw new UserError(problems);
}

/** The lines to type that bring a damaged file back as it last was whole, in a new commit: the branch is never forced. */
export async function restoringLines(ledger: ReachedLedger, place: { readonly environment: string; readonly system: string }, trust: Trust): Promise<string[]> {
  const path = evidencePath(place);
  const branch = shellWord(ledger.branch);
  const { now = '', before = [] } = (await ledger.history([path])).get(path) ?? {};
  // Whole against everything that was ever in it, what it holds now included: else restoring it would be the next damage.
  const whole = await ledger.newest(path, (text) => !verifyEvidence(text, place, trust, [...before, now]).damaged);
  const clone = `git clone --branch ${branch} ${shellWord(ledger.repository)} ledger`;
  const lost = whole === undefined ? lostLines(now, place, trust, before) : [];
  if (lost.length > 0) return lost.map(({ hash = '' }) => `npx slipway attest ${place.system} --env ${place.environment} --check ${ACKNOWLEDGE} --line ${hash.slice(0, 12)} --reason "it is gone, and others came after it: it counts again"`);
  if (whole === undefined) return [clone, `git -C ledger log --patch -- ${path}   # none of its last versions is whole: somebody must look`];
  return [clone, `git -C ledger checkout ${whole} -- ${path}`, `git -C ledger commit -m 'Restore ${path}'`, `git -C ledger push origin ${branch}`];
}

/** Lines that are gone while others came after them, where nothing else is wrong: to put them back would be to move the others. */
export function lostLines(now: string, place: { readonly environment: string; readonly system: string }, trust: Trust, before: readonly string[]): readonly Fault[] {
  const damage = verifyEvidence(now, place, trust, before).faults.filter(isDamage);
  return damage.every(({ kind }) => kind === 'lost') ? damage : [];
}
