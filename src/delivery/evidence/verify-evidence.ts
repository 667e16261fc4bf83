import { quoted } from '../../kernel/problem.ts';
import { notAllowed, type Trust } from './attester.ts';
import { type Evidence, evidenceId, EVIDENCE_NAMESPACE, hasOwnBundle, lineHash, parseEvidence } from './evidence.ts';
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
  const good: Evidence[] = [];
  const lines = linesOf(text);
  const parsed = lines.map((line) => (line === undefined ? 'it does not end with a line feed' : parseEvidence(line)));
  const hashes = lines.map((line) => lineHash(line ?? ''));
  const placeOfHash = firstPlaces(hashes);
  const placeOfId = firstPlaces(parsed.map((evidence) => (typeof evidence === 'string' ? undefined : evidence.id)));
  parsed.forEach((evidence, index) => {
    const found = typeof evidence === 'string' ? fault('malformed', evidence) : chainFault(evidence, index) ?? standingFault(evidence, place, trust);
    if (found !== undefined) faults.push({ ...found, line: index + 1, claims: claimsOf(evidence) });
    else good.push(evidence as Evidence);
  });
  faults.push(...lostLines(new Set(lines), earlier, place, trust));
  const damaged = faults.some(isDamage);
  return { evidence: damaged ? [] : good, faults, damaged };

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

/** Evidence of earlier commits that would count and is gone; whatever else they held is no loss. */
function lostLines(current: ReadonlySet<string | undefined>, earlier: Iterable<string>, place: EvidencePlace, trust: Trust): Fault[] {
  const known = new Set(current);
  const lost: Fault[] = [];
  for (const text of earlier) {
    linesOf(text).forEach((line, index) => {
      if (line === undefined || known.has(line)) return;
      known.add(line);
      const evidence = parseEvidence(line);
      if (typeof evidence === 'string' || evidenceId(evidence) !== evidence.id || evidence.environment !== place.environment || evidence.system !== place.system) return;
      if (standingFault(evidence, place, trust) === undefined) lost.push({ ...fault('lost'), line: index + 1, claims: claimsOf(evidence) });
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
