import { createHash } from 'node:crypto';
import { z } from 'zod';
import { quoted, visible } from '../../kernel/problem.ts';
import { type Bundle, bundleId } from '../bundle.ts';
import { canonicalJson } from '../canonical-json.ts';

/** The format of a line of evidence. */
export const EVIDENCE_SCHEMA = 'slipway.evidence/v1';

/** What signatures of evidence are made for; a signature for anything else proves nothing here. */
export const EVIDENCE_NAMESPACE = 'slipway.evidence';

/** Longest line that is read, in UTF-16 code units. */
export const LONGEST_LINE = 65_536;

const label = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const commit = z.string().regex(/^[0-9a-f]{40}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const version = z.string().regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/);
const plain = (most: number) => z.string().max(most).regex(/^[!-~]+$/);
const image = z.looseObject({ name: plain(255), digest: z.string().regex(/^sha256:[0-9a-f]{64}$/), version });

const statement = z.looseObject({
  schema: z.literal(EVIDENCE_SCHEMA),
  system: label,
  environment: label,
  bundle: hash,
  definition: commit,
  version,
  source: z.looseObject({ repository: plain(1000), commit }),
  images: z.record(label, image),
  tree: z.union([z.literal(''), commit]),
  commit: z.union([z.literal(''), commit]),
  check: label,
  result: z.enum(['pass', 'fail']),
  by: z.string().regex(/^[a-z0-9]([a-z0-9._@-]{0,61}[a-z0-9])?$/),
  at: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/).refine(isTime),
  run: z.union([z.literal(''), z.string().max(2000).regex(/^https?:\/\/[!-~]+$/).refine(hasNoCredentials)]),
  schemaChange: z.looseObject({ kind: z.enum(['expand', 'contract']), compatibleSince: version.optional() }).optional(),
  acknowledges: hash.optional(),
  reason: z.string().min(1).max(500).refine(isOneLine).optional(),
});

const record = statement.extend({ previous: z.union([z.literal(''), hash]), id: hash, signature: z.string().max(16_384).default('') });

/** What somebody states of a bundle in an environment, before it has its place in the chain. */
export type Statement = z.output<typeof statement>;

/** One line of evidence: a statement, its place in the chain, and who vouches for it. */
export type Evidence = z.output<typeof record>;

/** The check of a line that takes everything back that was said of a bundle before it was rolled back from. */
export const ROLLBACK = 'rollback';

/** The check of a line that says that somebody knows of a line without weight, and why it may stay. */
export const ACKNOWLEDGE = 'acknowledge';

/** What a check came to. */
export type CheckResult = Evidence['result'];

/** How a release changes the database's schema, and since which version the program runs on the new one. */
export interface SchemaChange {
  readonly kind: 'expand' | 'contract';
  readonly compatibleSince?: string | undefined;
}

/** Sixty-four hex digits over everything in a line but the id itself and the signature over it. */
export function evidenceId({ id: _id, signature: _signature, ...rest }: Statement & { id?: unknown; signature?: unknown }): string {
  return createHash('sha256').update(canonicalJson(rest)).digest('hex');
}

/**
 * Sixty-four hex digits over a whole line, its signature included: what the next line names as the
 * one before. A chain of ids would let somebody spoil the signature of a `fail` unseen.
 */
export function lineHash(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** The line of a piece of evidence, without the line feed at its end. */
export function evidenceLine(evidence: Evidence): string {
  return canonicalJson(evidence);
}

/**
 * Reads one line: known fields are checked, unknown ones kept, because the id covers them. A line
 * that is not written canonically is refused: two parsers could read it differently.
 */
export function parseEvidence(line: string): Evidence | string {
  if (line.length > LONGEST_LINE) return `it is longer than ${LONGEST_LINE} characters`;
  // Parsers pass over such a key or take it for something else, so nothing would vouch for it.
  if (line.includes('"__proto__"')) return 'it has a key that no evidence has';
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (canonicalJson(value) !== line) return 'it is not written canonically';
  } catch (error) {
    return error instanceof SyntaxError ? 'it is no JSON' : 'it holds what has no canonical form';
  }
  const parsed = record.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  return issue.path.length === 0 ? 'it is no map' : `its ${quoted(issue.path.join('.'))} is missing or wrong`;
}

/** What a statement says besides which bundle it is about. */
export type StatementFacts = Pick<Statement, 'environment' | 'tree' | 'commit' | 'check' | 'result' | 'by' | 'run'> & {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly schemaChange?: SchemaChange | undefined;
  /** Hash of the line that is acknowledged; see lineHash. */
  readonly acknowledges?: string | undefined;
  /** Why, in one line. */
  readonly reason?: string | undefined;
};

/**
 * A statement about a bundle, whole seconds being enough for its time.
 *
 * @throws TypeError naming the field that is wrong, which is a defect of the caller
 */
export function statementOf(bundle: Bundle, { now, schemaChange, acknowledges, reason, ...facts }: StatementFacts): Statement {
  const at = new Date(Math.floor(now / 1000) * 1000).toISOString().replace('.000Z', 'Z');
  const { system, definition, version: name, source, images } = bundle;
  const value = { schema: EVIDENCE_SCHEMA, bundle: bundleId(bundle), system, definition, version: name, source, images, ...facts, at, ...given({ schemaChange, acknowledges, reason }) };
  const parsed = statement.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new TypeError(`no statement: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}

/** The bundle that a piece of evidence is about. */
export function bundleIn({ system, definition, version: name, source, images }: Statement): Bundle {
  return { system, definition, version: name, source: { repository: source.repository, commit: source.commit }, images };
}

/** Whether the bundle's id is the one of the parts beside it. */
export function hasOwnBundle(evidence: Statement): boolean {
  return bundleId(bundleIn(evidence)) === evidence.bundle;
}

/** Milliseconds since 1970 at which the attester says it was. */
export function timeOf({ at }: Pick<Statement, 'at'>): number {
  return Date.parse(at);
}

/** What was said, without what was not: a key without a value has no canonical form. */
function given(facts: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

function isOneLine(text: string): boolean {
  return visible(text) === text;
}

function isTime(text: string): boolean {
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text.replace('Z', '.000Z');
}

function hasNoCredentials(text: string): boolean {
  return !/^https?:\/\/[^/?#]*@/.test(text);
}
