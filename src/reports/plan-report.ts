import { type Manifest } from '../kernel/manifest.ts';
import { type Plan } from '../plan/plan.ts';
import { type Proof } from '../plan/proof.ts';
import { type WaivedCounterexample } from './pair-proof.ts';

/** How a change of a system in an environment will go, and what can come of it. */
export interface PlanReport {
  readonly system: string;
  readonly environment: string;
  /** What it is compared to, in words: `HEAD`, `an empty cluster`. */
  readonly from: string;
  readonly plan: Plan;
  readonly proof: Proof;
  /** Counterexamples that somebody has accepted, with the reason. */
  readonly waived: readonly WaivedCounterexample[];
  /** Whether any pod of the release's own is replaced, started or ended. */
  readonly rolls: boolean;
  /** The objects of both releases, by key. */
  readonly before: ReadonlyMap<string, Manifest>;
  readonly after: ReadonlyMap<string, Manifest>;
}
