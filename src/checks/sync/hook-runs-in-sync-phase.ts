import { pathText } from '../../kernel/path.ts';
import { type Rule } from '../rule.ts';
import { shown } from '../shown.ts';
import { annotationOf, hooksOf } from '../../argocd/sync/annotations.ts';
import { ARGOCD } from '../sync-order.ts';

/** R1: PreSync runs before any object of the Sync phase exists, PostSync only when all is healthy, exposure included. */
export const hookRunsInSyncPhase: Rule = {
  id: 'hook-runs-in-sync-phase',
  severity: 'error',
  why: 'before the Sync phase, its ServiceAccount, Secret and database do not exist on the first sync; after it, it waits for statuses that third parties write',
  source: 'https://github.com/argoproj/argo-cd/issues/9891',
  keys: [ARGOCD.hook],
  *check({ manifest }) {
    const wrong = hooksOf(manifest).filter((hook) => !ALLOWED.includes(hook));
    if (wrong.length === 0) return;
    const got = annotationOf(manifest, ARGOCD.hook);
    yield {
      path: pathText(['metadata', 'annotations', ARGOCD.hook]),
      message: `Unsupported value: ${shown(got)}: a hook of ours runs in phase Sync, in a wave`,
      fix: `${ARGOCD.hook}: Sync`,
    };
  },
};

/** Skip makes no hook, SyncFail cleans up after a failure, the last two belong to the Application's end. */
const ALLOWED = ['Sync', 'Skip', 'SyncFail', 'PreDelete', 'PostDelete'];
