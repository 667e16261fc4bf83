import { type PairEntry } from '../cache/pair-entry.ts';
import { type Answers } from '../cache/question.ts';

/** Some pairs that one thread is to render, and the overlay files that they are rendered from. */
export interface Part {
  readonly pairs: readonly { readonly environment: string; readonly system: string }[];
  /** Of each file, by path: what the main thread read. */
  readonly digests: ReadonlyMap<string, string>;
}

/** What became of a part. */
export interface RenderedPart {
  /** By `<environment>/<system>`; undefined where anything was not plain: the main thread then comes upon it by itself. */
  readonly entries: ReadonlyMap<string, PairEntry> | undefined;
  /** What definitions asked besides their input, and were answered. */
  readonly answers: Answers;
  readonly isBlind: boolean;
  /** Whether definitions print something, which must come in the order of the pairs. */
  readonly talks: boolean;
}

/** What a worker thread says: that it has loaded the bundle, then what became of each part, in order. */
export type WorkerMessage = 'ready' | RenderedPart;
