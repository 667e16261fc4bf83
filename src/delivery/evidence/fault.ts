import { type Evidence } from './evidence.ts';

/** What is wrong with a line of evidence. */
export type FaultKind = keyof typeof FAULTS;

/**
 * Every way in which a line can be wrong. Where the chain is damaged, a `fail` may be what is
 * missing, so the whole file proves nothing until it is restored. A line that merely nobody
 * trusted vouches for is passed over: otherwise a former attester would stop every promotion.
 */
export const FAULTS = {
  malformed: { damages: true, says: 'is no evidence' },
  edited: { damages: true, says: 'was edited: its id is not the one of what it says' },
  replayed: { damages: true, says: 'was replayed: the same line stands above' },
  'foreign-environment': { damages: true, says: 'was copied from another environment' },
  'foreign-system': { damages: true, says: 'was copied from another system' },
  reordered: { damages: true, says: 'was moved: it belongs after another line' },
  removed: { damages: true, says: 'follows a line that is not there: it was removed or changed' },
  lost: { damages: true, says: 'was in the file and was removed' },
  'wrong-bundle': { damages: false, says: 'names a bundle that its parts do not make' },
  unsigned: { damages: false, says: 'is not signed' },
  'unknown-attester': { damages: false, says: 'is by an attester that environments.yaml does not list' },
  forged: { damages: false, says: 'is forged: the signature is not by its attester' },
  'not-allowed': { damages: false, says: 'is by an attester that may not attest this' },
} as const;

/** One fault, where it is and what exactly was found. */
export interface Fault {
  readonly kind: FaultKind;
  /** Line of the file, counted from 1; of a lost line, the place it had. */
  readonly line: number;
  /** The fault in words, which begin with a verb: `was edited: ...`. */
  readonly message: string;
  /** What the line says of itself, where it can be read; it may be a lie. */
  readonly claims?: { readonly check: string; readonly result: string; readonly by: string } | undefined;
  /** Hash of the line, by which it can be acknowledged; of what damages a file in another way than by a loss, none. */
  readonly hash?: string | undefined;
  /** Of a lost line, what it was, and after which line of the file it stood. */
  readonly lost?: { readonly evidence: Evidence; readonly after: number } | undefined;
  /** Who knows of it, and why it may stay. A line without weight counts for nothing all the same, a lost one counts again. */
  readonly acknowledged?: { readonly by: string; readonly at: string; readonly reason: string } | undefined;
}

/** Whether a fault makes the whole file prove nothing. */
export function isDamage({ kind, acknowledged }: Fault): boolean {
  return FAULTS[kind].damages && acknowledged === undefined;
}
