import { POD_KINDS } from '../pods-of.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { compareSteps, describeStep } from '../sync-order.ts';

/** R13. */
export const claimInWaveOfPod: Rule = {
  id: 'claim-in-wave-of-pod',
  severity: 'error',
  why: 'a claim with WaitForFirstConsumer stays Pending until its pod is there, and the pod\'s wave waits for the claim: a deadlock',
  source: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
  kinds: POD_KINDS,
  keys: ['persistentVolumeClaim'],
  *check({ references, step, set }) {
    for (const { path, to, order } of references) {
      if (order !== 'same') continue;
      const claim = set.withIdentity(to)[0];
      if (claim === undefined) continue;
      const [here, there] = [step, set.stepOf(claim)];
      if (compareSteps(here, there) === 0) continue;
      yield {
        path,
        message: `PersistentVolumeClaim ${shown(to.name)} is applied in ${describeStep(there)}, its pod in ${describeStep(here)}`,
        fix: 'give both the same sync wave',
      };
    }
  },
};
