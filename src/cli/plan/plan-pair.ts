import { isAbout, type WaivableFinding } from '../../overlays/waivers.ts';
import { planOf } from '../../plan/plan.ts';
import { type PlanOptions } from '../../plan/plan-options.ts';
import { type Counterexample, prove } from '../../plan/proof.ts';
import { type SchemaSource } from '../../plan/refusal.ts';
import { ReleaseSet } from '../../plan/release-set.ts';
import { rollingIn } from '../../plan/story.ts';
import { type PlanReport } from '../../reports/plan-report.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { readWaivers } from '../validate/read-waivers.ts';
import { identityOf, manifestsOf, namespaceOf } from './plan-findings.ts';

/** What a plan of a pair is made by. */
export interface PlanPairOptions {
  /** What it is compared to, in words. */
  readonly from: string;
  /** The project, whose waivers count. */
  readonly root: string;
  /** `2026-11-21`, UTC. */
  readonly today: string;
  /** @see {@link PlanOptions.schemas} */
  readonly schemas?: SchemaSource;
}

/** The plan and the proof of a pair's change; without a pair before it, of its first sync. */
export function planPair(before: PairManifests | undefined, after: PairManifests, { from, root, today, schemas }: PlanPairOptions): PlanReport {
  const namespace = namespaceOf(after);
  const options: PlanOptions = { namespace, ...(schemas === undefined ? {} : { schemas }) };
  const release = new ReleaseSet(manifestsOf(after), namespace);
  const former = before === undefined || before.objects.length === 0 ? undefined : new ReleaseSet(manifestsOf(before), namespace);
  const proof = prove(former, release, options);
  const waivers = readWaivers(root, undefined).filter(({ expires }) => expires >= today);
  const waived: { counterexample: Counterexample; reason: string }[] = [];
  const counterexamples = proof.counterexamples.filter((counterexample) => {
    const waiver = waivers.find((each) => isAbout(each, asFinding(counterexample, after)));
    if (waiver !== undefined) waived.push({ counterexample, reason: waiver.reason });
    return waiver === undefined;
  });
  return { system: after.system, environment: after.environment, from: former === undefined ? 'an empty cluster' : from, plan: planOf(former, release, options), proof: { ...proof, counterexamples }, waived, rolls: rollingIn(former, release).length > 0, before: former?.byKey ?? new Map(), after: release.byKey };
}

/** A counterexample as waivers are asked about it: its rule is the invariant. */
function asFinding({ invariant, key }: Counterexample, { environment, system }: PairManifests): WaivableFinding {
  return { rule: invariant, object: identityOf(key), environment, system };
}
