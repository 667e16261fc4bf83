import { type Waiver } from '../../overlays/waivers.ts';
import { planOf } from '../../plan/plan.ts';
import { type PlanOptions } from '../../plan/plan-options.ts';
import { prove } from '../../plan/proof.ts';
import { type SchemaSource } from '../../plan/refusal.ts';
import { rollingIn } from '../../plan/story.ts';
import { type PlanReport } from '../../reports/plan-report.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { namespaceOf, releasesOf } from './pair-releases.ts';
import { apartWaived } from './waived.ts';

/** What a plan of a pair is made by. */
export interface PlanPairOptions {
  /** What it is compared to, in words. */
  readonly from: string;
  /** Those that hold. */
  readonly waivers: readonly Waiver[];
  /** @see {@link PlanOptions.schemas} */
  readonly schemas?: SchemaSource;
}

/** The plan and the proof of a pair's change; without a pair before it, of its first sync. */
export function planPair(before: PairManifests | undefined, after: PairManifests, { from, waivers, schemas }: PlanPairOptions): PlanReport {
  const options: PlanOptions = { namespace: namespaceOf(after), ...(schemas === undefined ? {} : { schemas }) };
  const { former, release } = releasesOf(before, after);
  const proof = prove(former, release, options);
  const { counterexamples, waived } = apartWaived(proof.counterexamples, after, waivers);
  return { system: after.system, environment: after.environment, from: former === undefined ? 'an empty cluster' : from, plan: planOf(former, release, options), proof: { ...proof, counterexamples }, waived, rolls: rollingIn(former, release).length > 0, before: former?.byKey ?? new Map(), after: release.byKey };
}
