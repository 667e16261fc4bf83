import { createHash } from 'node:crypto';
import { UserError, quoted } from '../kernel/problem.ts';
import { type Flag } from './command.ts';

/** One of several parts that all pairs are divided into. */
export interface Shard {
  /** Counted from 1. */
  readonly index: number;
  readonly count: number;
}

/** Restricts a command to a part of the pairs. */
export const SHARD_FLAG: Flag = { flags: '--shard <i/n>', describe: 'only the i-th of n parts of all pairs, for a matrix in CI', variable: 'SLIPWAY_SHARD' };

/** More machines than any CI engine gives one run. */
const MOST = 10_000;

/**
 * The shard that `i/n` names.
 *
 * @throws UserError when there is no such shard
 */
export function parseShard(text: string): Shard {
  const [, index, count] = /^([1-9]\d{0,4})\/([1-9]\d{0,4})$/.exec(text) ?? [];
  if (index === undefined || Number(index) > Number(count) || Number(count) > MOST) {
    throw new UserError({ message: `--shard is ${quoted(text)}, which is no part of a whole`, allowed: `i/n: the i-th of n parts, counted from 1, n up to ${MOST}`, fix: '--shard 1/4' });
  }
  return { index: Number(index), count: Number(count) };
}

/** What restricts a selection of pairs to the shard that `i/n` names; nothing where none is named. */
export function pairsOfShard(text: string | undefined): { pair?(environment: string, system: string): boolean } {
  if (text === undefined) return {};
  const shard = parseShard(text);
  return { pair: (environment, system) => inShard(shard, environment, system) };
}

/**
 * Whether a file or folder of `dist` belongs to a shard, by the steps to it: that of its pair, and to the first what is of
 * no pair.
 */
export function fileInShard(shard: Shard, [environment = '', system]: readonly string[]): boolean {
  return environment === 'argocd' || system === undefined ? shard.index === 1 : inShard(shard, environment, system);
}

/**
 * Whether a pair belongs to a shard. It depends on the pair's own name and nothing else, so that a pair that
 * comes or goes moves no other; by a hash, so that no shard gets all of one environment or all that is large.
 */
export function inShard({ index, count }: Shard, environment: string, system: string): boolean {
  // 48 bits: evenly spread over any number of shards, and exact as a number.
  const number = createHash('sha256').update(`${environment}/${system}`).digest().readUIntBE(0, 6);
  return number % count === index - 1;
}
