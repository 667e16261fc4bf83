import { type Problem, UserError } from '../../kernel/problem.ts';
import { type Trust } from './attester.ts';
import { type Evidence, evidenceId, evidenceLine, lineHash, type Statement } from './evidence.ts';
import { describeFault, RESTORE } from './fault-problem.ts';
import { isDamage } from './fault.ts';
import { type EvidencePlace, verifyEvidence } from './verify-evidence.ts';

/** Signs the id of a piece of evidence; an armoured SSH signature. */
export type SignId = (id: string) => Promise<string>;

/** What came of a statement: a line to append, or the line that says it already. */
export type Appending = { readonly outcome: 'new'; readonly evidence: Evidence; readonly line: string } | { readonly outcome: 'known'; readonly evidence: Evidence };

/**
 * Gives a statement its place after the last line of a file and has it signed. Said again it makes
 * no second line, so that a job which was killed can simply run again.
 *
 * @param text the file as it is; undefined where there is none yet
 * @throws UserError when the file is damaged, or when the signature would count for nothing
 */
export async function appendEvidence(text: string | undefined, statement: Statement, trust: Trust, sign: SignId): Promise<Appending> {
  const place: EvidencePlace = { environment: statement.environment, system: statement.system };
  const before = verifyEvidence(text ?? '', place, trust);
  if (before.damaged) throw new UserError(before.faults.filter(isDamage).map((fault): Problem => ({ ...describeFault(fault, place), fix: RESTORE })));
  const known = sameStatement(before.evidence, statement);
  if (known !== undefined) return { outcome: 'known', evidence: known };
  // Also lines that count for nothing are links of the chain.
  const last = (text ?? '').split('\n').at(-2) ?? '';
  const linked = { ...statement, previous: last === '' ? '' : lineHash(last) };
  const id = evidenceId(linked);
  const evidence: Evidence = { ...linked, id, signature: await sign(id) };
  const line = `${evidenceLine(evidence)}\n`;
  const fault = verifyEvidence(`${text ?? ''}${line}`, place, trust).faults.at(-1);
  if (fault?.line === (text ?? '').split('\n').length) {
    throw new UserError({ ...describeFault(fault, place), message: `nothing was recorded: the new evidence ${fault.message}`, fix: `list the key and what it may attest under attesters.${statement.by} in overlays/environments.yaml` });
  }
  return { outcome: 'new', evidence, line };
}

/**
 * The line that states the same already. A run says one thing once, whatever came after it. Without
 * a run, only what stands last about the pair is said already: after a `fail`, another bundle or
 * another publish the same words are news.
 */
function sameStatement(evidence: readonly Evidence[], wanted: Statement): Evidence | undefined {
  const alike = (one: Evidence): boolean => one.bundle === wanted.bundle && one.check === wanted.check && one.by === wanted.by && one.result === wanted.result;
  if (wanted.run !== '') return evidence.findLast((one) => alike(one) && one.run === wanted.run);
  for (const one of evidence.toReversed()) {
    if (one.bundle !== wanted.bundle) return undefined;
    if (one.check !== wanted.check || one.by !== wanted.by) continue;
    return alike(one) && one.commit === wanted.commit && one.run === '' ? one : undefined;
  }
  return undefined;
}
