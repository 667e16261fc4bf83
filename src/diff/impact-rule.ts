import { type Manifest } from '../kernel/manifest.ts';
import { type Difference } from './compare.ts';
import { type Impact, type ImpactId, type ObjectDiff } from './diff.ts';
import { type ManifestIndex } from './manifest-index.ts';
import { type UpdatePrediction } from './update/predict-update.ts';

/** One object that differs, as impact rules see it. */
export interface ImpactSubject {
  readonly status: ObjectDiff['status'];
  /** `group/Kind`. */
  readonly kind: string;
  /** `Deployment app`, for sentences. */
  readonly title: string;
  /** Its meaning before; absent where it is added. */
  readonly before: Manifest | undefined;
  /** Its meaning after, as applying leaves it; absent where it goes. */
  readonly after: Manifest | undefined;
  /** What differs, with its path in words; empty for an object added or removed. */
  readonly differences: readonly PathedDifference[];
  /** What applying it comes to; absent where there is nothing to apply it over. */
  readonly prediction: UpdatePrediction | undefined;
  /** Everything before and after. */
  readonly sets: { readonly before: ManifestIndex; readonly after: ManifestIndex };
}

/** A difference and its path as people write it. */
export interface PathedDifference extends Difference {
  readonly path: string;
}

/** One thing that a change may do: a file each. */
export interface ImpactRule {
  readonly id: ImpactId;
  /** Why anybody should know, in one sentence. */
  readonly why: string;
  /** Where it is documented, as a link. */
  readonly source: string;
  check(subject: ImpactSubject): readonly FoundImpact[];
}

/** An impact as its rule finds it; the rule's id and source are added. */
export type FoundImpact = Omit<Impact, 'id' | 'source'> & { readonly source?: string };
