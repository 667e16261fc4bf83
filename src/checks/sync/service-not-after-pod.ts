import { at, fieldsAt, isFields } from '../field.ts';
import { type Rule } from '../rule.ts';
import { hasLabels } from '../../api/label-selector.ts';
import { isExposure } from '../stage-of.ts';
import { compareSteps, describeStep } from '../sync-order.ts';

/** R2: the smoke test, and every pod of a later wave, asks the workload by its Service. */
export const serviceNotAfterPod: Rule = {
  id: 'service-not-after-pod',
  severity: 'error',
  why: 'whoever waits for the workload to answer, as the smoke test does, finds no such host',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/',
  kinds: ['/Service'],
  *check({ manifest, kind, identity, step, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (isExposure(manifest, kind) || !isFields(selector) || Object.keys(selector).length === 0) return;
    for (const { owner, namespace, metadata } of set.pods) {
      if (namespace !== identity.namespace || !hasLabels(selector, fieldsAt(metadata, 'labels'))) continue;
      const wave = set.stepOf(owner);
      if (compareSteps(step, wave) > 0) yield {
        path: 'metadata.annotations["argocd.argoproj.io/sync-wave"]',
        message: `${describeStep(step)} is after its pods in ${describeStep(wave)}`,
        fix: `argocd.argoproj.io/sync-wave: "${wave.wave}"`,
      };
    }
  },
};
