import { type Problem, UserError } from '../../kernel/problem.ts';
import { type Trust } from './attester.ts';
import { ACKNOWLEDGE, type Evidence, evidenceId, evidenceLine, lineHash, parseEvidence, ROLLBACK, type Statement } from './evidence.ts';
import { describeFault, restoreFix } from './fault-problem.ts';
import { type Fault, isDamage } from './fault.ts';
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
 * @param earlier what the file held at earlier commits, for what acknowledges a lost line
 * @throws UserError when the file is damaged, or when the signature would count for nothing
 */
export async function appendEvidence(text: string | undefined, statement: Statement, trust: Trust, sign: SignId, earlier: readonly string[] = []): Promise<Appending> {
  const place: EvidencePlace = { environment: statement.environment, system: statement.system };
  const before = verifyEvidence(text ?? '', place, trust, earlier);
  const damage = before.faults.filter(isDamage).filter(({ kind }) => kind !== 'lost' || statement.check !== ACKNOWLEDGE);
  if (damage.length > 0) throw new UserError(damage.map((fault): Problem => ({ ...describeFault(fault, place), fix: restoreFix(place) })));
  const known = statement.check === ACKNOWLEDGE ? sameAcknowledgement(text ?? '', before.faults, statement, place) : sameStatement(before.evidence, statement);
  if (known !== undefined) return { outcome: 'known', evidence: known };
  // Also lines that count for nothing are links of the chain.
  const last = (text ?? '').split('\n').at(-2) ?? '';
  const linked = { ...statement, previous: last === '' ? '' : lineHash(last) };
  const id = evidenceId(linked);
  const evidence: Evidence = { ...linked, id, signature: await sign(id) };
  const line = `${evidenceLine(evidence)}\n`;
  const fault = verifyEvidence(`${text ?? ''}${line}`, place, trust).faults.find((one) => one.line === (text ?? '').split('\n').length);
  if (fault !== undefined) {
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
  if (wanted.check === ROLLBACK) {
    // Nothing was said of it since that could be taken back.
    const newest = evidence.findLast(({ bundle }) => bundle === wanted.bundle);
    return newest?.check === ROLLBACK && newest.result === wanted.result ? newest : undefined;
  }
  const alike = (one: Evidence): boolean => one.bundle === wanted.bundle && one.check === wanted.check && one.by === wanted.by && one.result === wanted.result;
  if (wanted.run !== '') return evidence.findLast((one) => alike(one) && one.run === wanted.run);
  for (const one of evidence.toReversed()) {
    // What a rollback took back is said anew.
    if (one.bundle !== wanted.bundle || one.check === ROLLBACK) return undefined;
    if (one.check !== wanted.check || one.by !== wanted.by) continue;
    return alike(one) && one.commit === wanted.commit && one.run === '' ? one : undefined;
  }
  return undefined;
}

/**
 * The line that acknowledges the same line already.
 *
 * @throws UserError when the line is none that can be acknowledged: one that counts, or damage
 */
function sameAcknowledgement(text: string, faults: readonly Fault[], { acknowledges }: Statement, place: EvidencePlace): Evidence | undefined {
  const found = faults.find(({ hash }) => hash === acknowledges && hash !== undefined);
  if (found === undefined) throw new UserError({ message: `no line of ${place.environment}/${place.system} without weight has the hash ${(acknowledges ?? '').slice(0, 12)}`, allowed: 'lines that count for nothing, and lost ones; one that counts stays, and other damage is restored', fix: `npx slipway ledger ${place.system}   (shows them)` });
  if (found.acknowledged === undefined) return undefined;
  return text.split('\n').flatMap((line) => {
    const evidence = parseEvidence(line);
    return typeof evidence !== 'string' && evidence.check === ACKNOWLEDGE && evidence.acknowledges === acknowledges ? [evidence] : [];
  })[0];
}
