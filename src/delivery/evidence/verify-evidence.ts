import { quoted } from '../../kernel/problem.ts';
import { notAllowed, type Trust } from './attester.ts';
import { ACKNOWLEDGE, type Evidence, evidenceId, EVIDENCE_NAMESPACE, hasOwnBundle, lineHash, parseEvidence } from './evidence.ts';
import { type Fault, type FaultKind, FAULTS, isDamage } from './fault.ts';
import { isSignedBy, parseSshSignature } from './ssh-signature.ts';

/** The pair that a file of evidence is about, by its place in the ledger. */
export interface EvidencePlace {
  readonly environment: string;
  readonly system: string;
}

/** A file of evidence, verified. */
export interface VerifiedEvidence {
  /** What counts, oldest first: nothing where the file is damaged. */
  readonly evidence: readonly Evidence[];
  /** Everything that is wrong, in the order of the lines. */
  readonly faults: readonly Fault[];
  /** Whether the chain is damaged, so that no line of the file counts. */
  readonly damaged: boolean;
}

/**
 * Verifies a whole file of evidence, every line of it: form, id, place in the chain, pair, bundle,
 * signature, and whether its attester may attest it.
 *
 * @param earlier what the file held at earlier commits: evidence in it that is gone was removed. A
 * chain alone shows removal everywhere but at its end
 */
export function verifyEvidence(text: string, place: EvidencePlace, trust: Trust, earlier: Iterable<string> = []): VerifiedEvidence {
  const faults: Fault[] = [];
  const good: Standing[] = [];
  const lines = linesOf(text);
  const parsed = lines.map((line) => (line === undefined ? 'it does not end with a line feed' : parseEvidence(line)));
  const hashes = lines.map((line) => lineHash(line ?? ''));
  const placeOfHash = firstPlaces(hashes);
  const placeOfId = firstPlaces(parsed.map((evidence) => (typeof evidence === 'string' ? undefined : evidence.id)));
  parsed.forEach((evidence, index) => {
    const found = typeof evidence === 'string' ? fault('malformed', evidence) : chainFault(evidence, index) ?? standingFault(evidence, place, trust);
    if (found !== undefined) faults.push({ ...found, line: index + 1, claims: claimsOf(evidence), ...(FAULTS[found.kind].damages ? {} : { hash: hashes[index] }) });
    else good.push({ line: index + 1, evidence: evidence as Evidence });
  });
  const merged = acknowledge(mergeLosses(faults, lostLines(placeOfLine(lines), earlier, place, trust), parsed), good.map(({ evidence }) => evidence));
  const damaged = merged.some(isDamage);
  const counted = [...returned(merged, good), ...good].sort((a, b) => a.line - b.line);
  return { evidence: damaged ? [] : counted.flatMap(({ evidence }) => (evidence.check === ACKNOWLEDGE ? [] : [evidence])), faults: merged, damaged };

  function chainFault(evidence: Evidence, index: number): Found | undefined {
    if (evidenceId(evidence) !== evidence.id) return fault('edited');
    if (evidence.environment !== place.environment) return fault('foreign-environment', evidence.environment);
    if (evidence.system !== place.system) return fault('foreign-system', evidence.system);
    const first = placeOfId.get(evidence.id)!;
    if (first !== index) return fault('replayed', `line ${first + 1}`);
    const expected = hashes[index - 1] ?? '';
    if (evidence.previous === expected || isChanged(parsed[index - 1])) return undefined;
    if (evidence.previous === '') return fault('reordered', 'it says that it is the first');
    const before = placeOfHash.get(evidence.previous);
    return before === undefined ? fault('removed') : fault('reordered', `line ${before + 1}`);
  }
}

/** Whether a line is damage itself, after which nothing can be told of the line that follows it. */
function isChanged(evidence: Evidence | string | undefined): boolean {
  return evidence !== undefined && (typeof evidence === 'string' || evidenceId(evidence) !== evidence.id);
}

function firstPlaces(values: readonly (string | undefined)[]): Map<string, number> {
  const places = new Map<string, number>();
  values.forEach((value, index) => {
    if (value !== undefined && !places.has(value)) places.set(value, index);
  });
  return places;
}

/** Evidence and the line that it stands in. */
interface Standing {
  readonly line: number;
  readonly evidence: Evidence;
}

function placeOfLine(lines: readonly (string | undefined)[]): Map<string, number> {
  return new Map(lines.flatMap((line, index) => (line === undefined ? [] : [[line, index + 1] as const])));
}

type Found = Pick<Fault, 'kind' | 'message'>;

/** What is wrong with a line by itself, wherever it stands. */
function standingFault(evidence: Evidence, { environment, system }: EvidencePlace, trust: Trust): Found | undefined {
  if (!hasOwnBundle(evidence)) return fault('wrong-bundle');
  if (evidence.signature === '') return fault('unsigned');
  const known = trust.of(evidence.by);
  if (known === undefined) return fault('unknown-attester', quoted(evidence.by));
  const signature = parseSshSignature(evidence.signature);
  if (typeof signature === 'string') return fault('forged', signature);
  if (signature.namespace !== EVIDENCE_NAMESPACE) return fault('forged', `it was made for ${quoted(signature.namespace)}`);
  const key = known.keys.find(({ publicKey }) => publicKey.blob.equals(signature.publicKey));
  if (key === undefined) return fault('forged', `the key is none of ${evidence.by}`);
  if (!isSignedBy(key, signature, EVIDENCE_NAMESPACE, evidence.id)) return fault('forged');
  const refused = notAllowed(known.attester, { check: evidence.check, environment, system });
  return refused === undefined ? undefined : fault('not-allowed', `${evidence.by} ${refused}`);
}

/** A line that is gone. */
interface Loss {
  readonly fault: Fault;
  readonly hash: string;
}

/**
 * One change of a line is one fault: what stands in the place of a line that is gone is that line,
 * edited, and the one after it follows what it always followed.
 */
function mergeLosses(faults: readonly Fault[], losses: readonly Loss[], parsed: readonly (Evidence | string)[]): Fault[] {
  const merged = new Map(faults.map((one) => [one.line, one]));
  const lost: Fault[] = [];
  for (const { fault: loss, hash } of losses) {
    const here = merged.get(loss.line);
    const next = parsed[loss.line];
    const isInPlace = here !== undefined && ['edited', 'malformed', 'unsigned', 'forged', 'wrong-bundle', 'unknown-attester', 'not-allowed'].includes(here.kind);
    const follows = typeof next === 'object' && next.previous === hash;
    if (isInPlace) merged.set(loss.line, { ...fault('edited'), message: `was edited: ${loss.claims!.check} ${loss.claims!.result} by ${loss.claims!.by} stood here`, line: loss.line, claims: here.claims });
    else if (here === undefined || here.kind !== 'removed') lost.push(loss);
    if (isInPlace && follows && merged.get(loss.line + 1)?.kind === 'removed') merged.delete(loss.line + 1);
    if (!isInPlace && here?.kind === 'removed') merged.set(loss.line, { ...here, message: `${here.message} (${loss.claims!.check} ${loss.claims!.result} by ${loss.claims!.by})` });
  }
  return [...merged.values(), ...lost];
}

/** The faults, those marked that somebody who may has acknowledged: by hash, so that no other line is meant. What was edited, moved or copied has none. */
function acknowledge(faults: readonly Fault[], good: readonly Evidence[]): Fault[] {
  const known = new Map(good.filter(({ check, result }) => check === ACKNOWLEDGE && result === 'pass').map((one) => [one.acknowledges, one]));
  return faults.map((one) => {
    const line = one.hash === undefined ? undefined : known.get(one.hash);
    return line === undefined ? one : { ...one, acknowledged: { by: line.by, at: line.at, reason: line.reason ?? '' } };
  });
}

/**
 * Lost lines that were acknowledged, where they count. Nobody can tell any more whether they were
 * said before or after what stands there now: so a pass counts where it stood, as what is older,
 * and a fail as if it was said when it was acknowledged, against all before that.
 */
function returned(faults: readonly Fault[], good: readonly Standing[]): Standing[] {
  return faults.flatMap(({ lost, acknowledged, hash }) => {
    if (lost === undefined || acknowledged === undefined) return [];
    const at = good.findLast(({ evidence }) => evidence.check === ACKNOWLEDGE && evidence.acknowledges === hash)?.line ?? lost.after;
    return [{ line: (lost.evidence.result === 'fail' ? at : lost.after) + 0.5, evidence: lost.evidence }];
  });
}

/** Evidence of earlier commits that would count and is gone; whatever else they held is no loss. */
function lostLines(current: ReadonlyMap<string, number>, earlier: Iterable<string>, place: EvidencePlace, trust: Trust): Loss[] {
  const known = new Set(current.keys());
  const lost: Loss[] = [];
  for (const text of earlier) {
    let after = 0;
    linesOf(text).forEach((line, index) => {
      if (line !== undefined) after = current.get(line) ?? after;
      if (line === undefined || known.has(line)) return;
      known.add(line);
      const evidence = parseEvidence(line);
      if (typeof evidence === 'string' || evidenceId(evidence) !== evidence.id || evidence.environment !== place.environment || evidence.system !== place.system) return;
      const hash = lineHash(line);
      if (standingFault(evidence, place, trust) === undefined) lost.push({ fault: { ...fault('lost'), line: index + 1, claims: claimsOf(evidence), hash, lost: { evidence, after } }, hash });
    });
  }
  return lost;
}

function fault(kind: FaultKind, detail?: string): Found {
  return { kind, message: detail === undefined ? FAULTS[kind].says : `${FAULTS[kind].says} (${detail})` };
}

function claimsOf(evidence: Evidence | string): Fault['claims'] {
  return typeof evidence === 'string' ? undefined : { check: evidence.check, result: evidence.result, by: evidence.by };
}

/** The lines of a file; undefined for a last one that was cut. */
function linesOf(text: string): (string | undefined)[] {
  if (text === '') return [];
  const lines: (string | undefined)[] = text.split('\n');
  if (lines.pop() !== '') lines.push(undefined);
  return lines;
}
