import { type PairManifests } from '../manifests/pair-manifests.ts';

/** One side of a comparison. */
export interface Side {
  /** As it is shown. */
  readonly shown: string;
  readonly pairs: readonly PairManifests[];
}
