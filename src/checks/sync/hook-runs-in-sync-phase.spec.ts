import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { hookRunsInSyncPhase } from './hook-runs-in-sync-phase.ts';

const as = (hook: unknown) => job('shop-migrate', { metadata: { annotations: { 'argocd.argoproj.io/hook': hook } } });
const HOOK = 'metadata.annotations["argocd.argoproj.io/hook"]';

describeRule(hookRunsInSyncPhase, {
  accepts: { 'a Sync hook': hookJob('shop-migrate'), 'no hook': job('a'), 'two phases, both fine': as('Sync,SyncFail'), 'a hook that is no string': as(7) },
  rejects: {
    'a PreSync hook': [as('PreSync'), [HOOK]],
    'a PostSync hook': [as('PostSync'), [HOOK]],
    'one phase that is not allowed among others': [as('Sync, PreSync'), [HOOK]],
    'a phase that Argo CD does not know, so that it ignores the object': [as('sync'), [HOOK]],
  },
});
