import { type Manifest } from '../../kernel/manifest.ts';
import { pathText } from '../../kernel/path.ts';
import { identityIn, type ManifestSet } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';
import { isShiftedRoute } from '../shifted-route.ts';
import { AUTOSCALERS, EXPOSING_KINDS, isExposure } from '../stage-of.ts';
import { ARGOCD, compareSteps, describeStep } from '../sync-order.ts';

/** R11 for exposure, R2 for autoscalers; a CronJob is as healthy as its last run. The last wave alone is not waited for, unless a hook stands in it. */
export const exposureInLastWave: Rule = {
  id: 'exposure-in-last-wave',
  severity: 'error',
  why: 'its health hangs on a status that a third party writes, on metrics that are not there yet, or on the outcome of some run, and every later wave waits for it',
  source: 'https://argo-cd.readthedocs.io/en/stable/operator-manual/health/',
  kinds: [...EXPOSING_KINDS, ...AUTOSCALERS, 'batch/CronJob'],
  *check({ manifest, kind, step, set }) {
    if (kind === '/Service' && !isExposure(manifest, kind)) return;
    // A Rollout whose route comes later never gets to the end of its own wave.
    if (isShiftedRoute(manifest, set)) return;
    const last = set.derive(latest);
    if (last === undefined || compareSteps(step, set.stepOf(last)) >= 0) return;
    yield {
      path: pathText(['metadata', 'annotations', ARGOCD.wave]),
      message: `${describeStep(step)} is below ${last.kind} ${identityIn(last).name} in ${describeStep(set.stepOf(last))}, which would wait for it`,
      fix: `${ARGOCD.wave}: "${set.stepOf(last).wave}"`,
    };
  },
};

function latest(set: ManifestSet): Manifest | undefined {
  let found: Manifest | undefined;
  for (const manifest of set.manifests) {
    // Run after the end, or after a failure, these wait for nothing.
    if (set.stepOf(manifest).phase === 'SyncFail') continue;
    if (found === undefined || compareSteps(set.stepOf(manifest), set.stepOf(found)) > 0) found = manifest;
  }
  return found;
}
