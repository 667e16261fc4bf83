import { type Counterexample } from '../plan/proof.ts';

/** A counterexample that somebody answers for. */
export interface WaivedCounterexample {
  readonly counterexample: Counterexample;
  readonly reason: string;
}

/** What a proof has shown of the change of one pair, or why there is none. */
export type PairProof = ProvenPair | { readonly outcome: 'unproven'; readonly why: string };

/** A pair whose change was proven: every story of it was told. */
export interface ProvenPair {
  readonly outcome: 'proven';
  /** At how many points something was made to go wrong, and how many stories followed. */
  readonly points: number;
  readonly stories: number;
  readonly counterexamples: readonly Counterexample[];
  readonly waived: readonly WaivedCounterexample[];
}
