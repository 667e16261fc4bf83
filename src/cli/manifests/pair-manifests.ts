import { type Manifest } from '../../kernel/manifest.ts';
import { type Positions } from '../../kernel/node-at-path.ts';

/** An object, and where it was read. */
export interface SourcedObject {
  readonly manifest: Manifest;
  /** The file as it is shown. */
  readonly file: string;
  /** Where its fields stand in the file; absent where it was rendered just now. */
  readonly positions?: Positions;
}

/** All objects of a system in an environment, from wherever they were read. */
export interface PairManifests {
  readonly environment: string;
  readonly system: string;
  readonly objects: readonly SourcedObject[];
}

/** Which pairs are wanted; an absent or empty list restricts nothing. */
export interface WantedPairs {
  readonly environments?: readonly string[];
  readonly systems?: readonly string[];
  /** Further restricts which pairs are wanted. @default all */
  pair?(environment: string, system: string): boolean;
}

/** Whether a pair is among those wanted. */
export function isWanted({ environments = [], systems = [], pair }: WantedPairs, environment: string, system: string): boolean {
  return pair?.(environment, system) !== false && (environments.length === 0 || environments.includes(environment)) && (systems.length === 0 || systems.includes(system));
}

/** The pairs in their order: by environment, then system. */
export function inPairOrder<Pair extends Pick<PairManifests, 'environment' | 'system'>>(pairs: readonly Pair[]): Pair[] {
  return [...pairs].sort((a, b) => compare(a.environment, b.environment) || compare(a.system, b.system));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
