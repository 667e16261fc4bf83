import { at } from '../field.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

export const hookJobNeverRestarts: Rule = {
  id: 'hook-job-never-restarts',
  severity: 'error',
  why: 'a container that restarts in its pod overwrites the log of the attempt that failed',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#handling-pod-and-container-failures',
  kinds: ['batch/Job'],
  keys: [ARGOCD.hook],
  *check({ manifest, pods }) {
    if (hooksOf(manifest).length === 0) return;
    for (const { spec, specPath } of pods) {
      const got = at(spec, 'restartPolicy');
      if (got !== 'Never') yield {
        path: `${specPath}.restartPolicy`,
        message: got === undefined ? 'Required value: must be Never' : `Unsupported value: ${shown(got)}`,
        fix: 'restartPolicy: Never',
      };
    }
  },
};
