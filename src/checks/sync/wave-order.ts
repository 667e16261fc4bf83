import { type Manifest } from '../../kernel/manifest.ts';
import { identityIn, type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { type Stage, stageOf, STAGES } from '../stage-of.ts';
import { compareSteps, describeStep } from '../sync-order.ts';

/**
 * R2: prerequisites < data stores < migrator < workloads < smoke test < autoscalers, exposure and
 * narrowings. Each object is compared with the latest one of every earlier stage.
 */
export const waveOrder: Rule = {
  id: 'wave-order',
  severity: 'error',
  why: 'what an object needs is not there yet when Argo CD applies it, or the old release is cut off before the new one serves',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  among: (set) => [...set.derive(stages).keys()].filter((manifest) => notBefore(manifest, set).length > 0),
  *check({ manifest, step, set }) {
    for (const last of notBefore(manifest, set)) {
      const stage = set.derive(stages).get(manifest);
      const earlier = set.derive(stages).get(last);
      yield {
        path: 'metadata.annotations["argocd.argoproj.io/sync-wave"]',
        message: `${describeStep(step)} is not after ${last.kind} ${identityIn(last).name} in ${describeStep(set.stepOf(last))}: ${stage} come after ${earlier}`,
        fix: `argocd.argoproj.io/sync-wave: "${set.stepOf(last).wave + 1}" or later`,
      };
    }
  },
};

/** The latest objects of earlier stages that don't come before the manifest. */
function notBefore(manifest: Manifest, set: ManifestSet): readonly Manifest[] {
  const stage = set.derive(stages).get(manifest);
  const found: Manifest[] = [];
  if (stage === undefined) return found;
  for (const [earlier, last] of set.derive(latestOfStages)) {
    if (STAGES.indexOf(earlier) >= STAGES.indexOf(stage)) continue;
    const order = compareSteps(set.stepOf(last), set.stepOf(manifest));
    // A Rollout proves itself by analysis, so that its routes and autoscaler may stand in its wave.
    if (order > 0 || (order === 0 && last.kind !== 'Rollout')) found.push(last);
  }
  return found;
}

function stages(set: ManifestSet): ReadonlyMap<Manifest, Stage> {
  const found = new Map<Manifest, Stage>();
  for (const manifest of set.manifests) {
    const stage = stageOf(manifest, set);
    if (stage !== undefined) found.set(manifest, stage);
  }
  return found;
}

function latestOfStages(set: ManifestSet): ReadonlyMap<Stage, Manifest> {
  const latest = new Map<Stage, Manifest>();
  for (const [manifest, stage] of set.derive(stages)) {
    const other = latest.get(stage);
    if (other === undefined || compareSteps(set.stepOf(manifest), set.stepOf(other)) > 0) latest.set(stage, manifest);
  }
  return latest;
}
