import { digestOf } from './digest.ts';

/**
 * Digest of all that a pair is rendered from.
 *
 * @param identity of what renders
 * @param facts digest of the environment's facts
 * @param files digests of its overlay files, in the order in which they are merged, the release last
 */
export function pairKey(identity: string, { environment, system, waived }: KeyedPair, facts: string, files: readonly string[]): string {
  return digestOf([identity, environment, system, waived, facts, ...files].join('\n'));
}

/** A pair, and which findings of it may stay today. */
export interface KeyedPair {
  readonly environment: string;
  readonly system: string;
  /** Digest of its waivers, empty where there are none. */
  readonly waived: string;
}
