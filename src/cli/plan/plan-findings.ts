import { type Identity, type Manifest } from '../../kernel/manifest.ts';
import { INVARIANT_FACTS } from '../../plan/invariants/facts.ts';
import { type Counterexample, prove } from '../../plan/proof.ts';
import { type SchemaSource } from '../../plan/refusal.ts';
import { ReleaseSet } from '../../plan/release-set.ts';
import { type RuleFacts } from '../../reports/rule-facts.ts';
import { type ReportedFinding } from '../../reports/validate-report.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';

/** What a proof looks for, as rules of the family `plan`: a counterexample is a finding, and a waiver names it by these. */
export const PLAN_RULES: readonly RuleFacts[] = INVARIANT_FACTS.map((facts) => ({ ...facts, family: 'plan' }));

const BY_ID: ReadonlyMap<string, RuleFacts> = new Map(PLAN_RULES.map((rule) => [rule.id, rule]));

/** Whether a rule is one of the family `plan`, which is asked only of a change. */
export function isPlanRule(id: string): boolean {
  return BY_ID.has(id);
}

/**
 * The counterexamples of a pair's change as findings, waived ones among them.
 *
 * @param before what is there; without it, of the first sync
 */
export function planFindings(before: PairManifests | undefined, after: PairManifests, schemas?: SchemaSource): readonly ReportedFinding[] {
  const namespace = namespaceOf(after);
  const [release, former] = [after, before].map((pair) => (pair === undefined || pair.objects.length === 0 ? undefined : new ReleaseSet(manifestsOf(pair), namespace)));
  if (release === undefined) return [];
  const { counterexamples } = prove(former, release, { namespace, ...(schemas === undefined ? {} : { schemas }) });
  const files = new Map(after.objects.map(({ manifest, file }) => [release.keyOf(manifest), file]));
  return counterexamples.map((one) => findingOf(one, after, files));
}

function findingOf({ invariant, key, story, fix }: Counterexample, { environment, system }: PairManifests, files: ReadonlyMap<string, string>): ReportedFinding {
  return {
    rule: BY_ID.get(invariant)!,
    severity: 'error',
    // What left has no file any more.
    file: files.get(key) ?? `dist/${environment}/${system}`,
    object: identityOf(key),
    environment,
    system,
    path: '',
    message: story.join(' → '),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The object that a key names. */
export function identityOf(key: string): Identity {
  const [group = '', kind = '', namespace = '', ...name] = key.split('/');
  return { group, kind, namespace, name: name.join('/') };
}

/** The manifests of a pair. */
export function manifestsOf({ objects }: PairManifests): Manifest[] {
  return objects.map(({ manifest }) => manifest);
}

/** The Application's namespace: that of the pair's objects. */
export function namespaceOf({ objects, environment, system }: PairManifests): string {
  const [named] = objects.flatMap(({ manifest: { metadata } }) => (metadata.namespace === undefined ? [] : [metadata.namespace]));
  return named ?? `${system}-${environment}`;
}
