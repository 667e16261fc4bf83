import { quoted, UserError } from '../../kernel/problem.ts';
import { type Answer, boundedGet, isLoopback } from './bounded-get.ts';
import { type ReadyExpectation } from './ready-proof.ts';

/** What one answer of the ready URL says. */
export type ReadyAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'old-version'; readonly message: string }
  | { readonly kind: 'not-ready'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string };

/** What the ready check came to. */
export type ReadyResult =
  | { readonly outcome: 'ready'; readonly answers: number }
  /** The last wrong answer, and how often each kind was seen. */
  | { readonly outcome: Exclude<ReadyAnswer['kind'], 'ready'>; readonly message: string; readonly seen: Readonly<Record<ReadyAnswer['kind'], number>> };

/** How patiently and how strictly it is asked. */
export interface ReadyOptions {
  /** Right answers in a row that pass, each on a connection of its own, so that several pods are asked. @default 5 */
  readonly inARow?: number;
  /** Milliseconds between two questions. @default 2000 */
  readonly pause?: number;
  /** Milliseconds after which it has failed. @default 300000 */
  readonly timeout?: number;
  /** Certificates that are trusted, PEM. @default those of node */
  readonly ca?: string | undefined;
}

/** What the check needs of the world. */
export interface ReadySurroundings {
  /** Milliseconds since any beginning. */
  now(): number;
  wait(milliseconds: number): Promise<void>;
  /** Told each answer. */
  onAnswer?(answer: ReadyAnswer): void;
}

/** Longest wait for one answer, and most of it that is read. */
const ANSWER_MILLISECONDS = 10_000;
const MOST_BYTES = 65_536;

/**
 * Asks the ready URL until it answered rightly several times in a row: any other answer begins the
 * row anew, because old and new pods serve side by side for a while.
 *
 * @throws UserError when the address is none that may be asked
 */
export async function checkReady(url: string, expectation: ReadyExpectation, { inARow = 5, pause = 2000, timeout = 300_000, ca }: ReadyOptions, world: ReadySurroundings): Promise<ReadyResult> {
  const address = addressOf(url);
  const seen: Record<ReadyAnswer['kind'], number> = { ready: 0, 'old-version': 0, 'not-ready': 0, unreachable: 0 };
  const start = world.now();
  let row = 0;
  let answers = 0;
  let wrong: Exclude<ReadyAnswer, { kind: 'ready' }> = { kind: 'unreachable', message: 'it was not asked' };
  for (;;) {
    const answer = readAnswer(await boundedGet({ url: address, headers: { 'cache-control': 'no-cache', accept: '*/*' }, milliseconds: ANSWER_MILLISECONDS, bytes: MOST_BYTES, ca }), expectation);
    answers += 1;
    seen[answer.kind] += 1;
    world.onAnswer?.(answer);
    if (answer.kind === 'ready') row += 1;
    else {
      row = 0;
      wrong = answer;
    }
    if (row >= inARow) return { outcome: 'ready', answers };
    if (world.now() - start + pause > timeout) {
      return { outcome: wrong.kind, message: seen.ready === 0 ? wrong.message : `${wrong.message}; right answers came, never ${inARow} in a row`, seen };
    }
    await world.wait(pause);
  }
}

/** What an answer says of the version that must serve. */
export function readAnswer(answer: Answer, { proof, version }: ReadyExpectation): ReadyAnswer {
  if (answer.kind === 'none') return { kind: 'unreachable', message: answer.message };
  const { status, headers, body } = answer;
  if (status >= 300 && status < 400) return { kind: 'not-ready', message: `status ${status}: it redirects, and redirects are not followed` };
  if (status < 200 || status >= 300) return { kind: 'not-ready', message: `status ${status}` };
  if (proof.by === 'none') return { kind: 'ready' };
  const served = proof.by === 'header' ? own(headers, proof.field.toLowerCase()) : valueAt(body, proof.field);
  if (served === version) return { kind: 'ready' };
  const where = `${proof.by === 'header' ? 'header' : 'JSON'} ${proof.field}`;
  if (typeof served !== 'string') return { kind: 'not-ready', message: `ready, but ${where} ${served === undefined ? 'is missing' : 'is no text'}, so the version is not proven` };
  return { kind: 'old-version', message: `${where} is ${quoted(served)}, not ${quoted(version)}` };
}

function valueAt(body: string, path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined;
  }
  for (const key of path.split('.')) value = Array.isArray(value) ? undefined : own(value, key);
  return value;
}

function own(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const right = url !== undefined && url.username === '' && url.password === '' && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  if (!right) throw new UserError({ message: `${quoted(text.replace(/^.*@/s, '...@'))} is no address that can be asked for readiness`, allowed: 'https:// and a host, without user and password; http:// on this machine only', fix: 'readyUrls: { shop: https://shop.acme.example/api/ready }' });
  return url;
}
