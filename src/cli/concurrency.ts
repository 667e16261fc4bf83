import { availableParallelism } from 'node:os';
import { UserError, quoted } from '../kernel/problem.ts';
import { type Flag } from './command.ts';

/** How many threads render. */
export const CONCURRENCY_FLAG: Flag = { flags: '--concurrency <n>', describe: 'render in so many threads (default: by what is to be rendered, and the cores)', variable: 'SLIPWAY_CONCURRENCY' };

/** More than any machine that renders. */
const MOST = 64;

/** A third thread would need more memory than a thousand systems may (measured: docs/scale.md). */
const MOST_UNASKED = 2;

/** Pairs for each thread below which another one saves less than a sixth of the time (measured: docs/scale.md). */
const PAIRS_A_THREAD = 225;

/**
 * The number of threads that a text names.
 *
 * @throws UserError when it is none
 */
export function parseConcurrency(text: string): number {
  const count = /^[1-9]\d?$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > MOST) throw new UserError({ message: `--concurrency is ${quoted(text)}, which is no number of threads`, allowed: `1 to ${MOST}; 1 renders in one thread`, fix: '--concurrency 2' });
  return count;
}

/** How many threads render so many pairs where nobody said it. */
export function threadsFor(pairs: number, cores = availableParallelism()): number {
  return Math.max(1, Math.min(cores, MOST_UNASKED, Math.floor(pairs / PAIRS_A_THREAD)));
}
