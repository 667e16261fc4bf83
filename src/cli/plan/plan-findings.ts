import { factsOf } from '../../argocd/sync/task.ts';
import { identityOfKey } from '../../kernel/manifest.ts';
import { INVARIANT_FACTS } from '../../plan/invariants/facts.ts';
import { type Counterexample } from '../../plan/proof.ts';
import { podsChange } from '../../plan/pods-change.ts';
import { named } from '../../plan/words.ts';
import { podsFromTo } from '../../reports/plan-ends.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { namespaceOf, releasesOf } from './pair-releases.ts';
import { type ProofOptions, type SharedProofs } from './shared-proofs.ts';

/** What a proof looks for, as rules of the family `plan`: a counterexample is a finding, and a waiver names it by these. */
export const PLAN_RULES: readonly RuleFacts[] = INVARIANT_FACTS.map((facts) => ({ ...facts, family: 'plan' }));

const BY_ID: ReadonlyMap<string, RuleFacts> = new Map(PLAN_RULES.map((rule) => [rule.id, rule]));

/** Whether a rule is one of the family `plan`, which is asked only of a change. */
export function isPlanRule(id: string): boolean {
  return BY_ID.has(id);
}

/** What a proof of a pair's change has shown. */
export interface PairFindings {
  /** Its counterexamples, waived ones among them. */
  readonly findings: readonly ReportedFinding[];
  /** At how many points something was made to go wrong. */
  readonly points: number;
  /** Which workloads are to have another number of pods, in words: no counterexample, and worth a look. */
  readonly scaled: readonly string[];
}

/**
 * The counterexamples of a pair's change as findings, and what was proven.
 *
 * @param before what is there; without it, of the first sync
 */
export function planFindings(before: PairManifests | undefined, after: PairManifests, proofs: SharedProofs, options: ProofOptions): PairFindings {
  if (after.objects.length === 0) return { findings: [], points: 0, scaled: [] };
  const { counterexamples = [], points = 0 } = proofs.of(before, after, options) ?? {};
  const namespace = namespaceOf(after);
  const files = new Map(after.objects.map(({ manifest, file }) => [factsOf(manifest, namespace).key, file]));
  return { findings: counterexamples.map((one) => findingOf(one, after, files)), points, scaled: scaledIn(before, after) };
}

function scaledIn(before: PairManifests | undefined, after: PairManifests): readonly string[] {
  const { former, release } = releasesOf(before, after);
  return release.workloads.flatMap(([key]) => {
    const pods = podsChange(key, former, release);
    return pods === undefined ? [] : [`${after.environment} / ${after.system}: ${named(key)} goes ${podsFromTo(pods)}`];
  });
}

function findingOf({ invariant, key, story, fix }: Counterexample, { environment, system }: PairManifests, files: ReadonlyMap<string, string>): ReportedFinding {
  return {
    rule: BY_ID.get(invariant)!,
    severity: 'error',
    // What left has no file any more.
    file: files.get(key) ?? `dist/${environment}/${system}`,
    object: identityOfKey(key),
    environment,
    system,
    path: '',
    message: story.join(' → '),
    ...(fix === undefined ? {} : { fix }),
  };
}
