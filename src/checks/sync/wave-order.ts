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
  *check({ manifest, step, set }) {
    const stage = stageOf(manifest, set);
    if (stage === undefined) return;
    for (const earlier of STAGES.slice(0, STAGES.indexOf(stage))) {
      const last = set.derive(latestOfStages).get(earlier);
      if (last === undefined) continue;
      const order = compareSteps(set.stepOf(last), step);
      // A Rollout proves itself by analysis, so that its routes and autoscaler may stand in its wave.
      if (order < 0 || (order === 0 && last.kind === 'Rollout')) continue;
      yield {
        path: 'metadata.annotations["argocd.argoproj.io/sync-wave"]',
        message: `${describeStep(step)} is not after ${last.kind} ${identityIn(last).name} in ${describeStep(set.stepOf(last))}: ${stage} come after ${earlier}`,
        fix: `argocd.argoproj.io/sync-wave: "${set.stepOf(last).wave + 1}" or later`,
      };
    }
  },
};

function latestOfStages(set: ManifestSet): ReadonlyMap<Stage, Manifest> {
  const latest = new Map<Stage, Manifest>();
  for (const manifest of set.manifests) {
    const stage = stageOf(manifest, set);
    if (stage === undefined) continue;
    const other = latest.get(stage);
    if (other === undefined || compareSteps(set.stepOf(manifest), set.stepOf(other)) > 0) latest.set(stage, manifest);
  }
  return latest;
}
