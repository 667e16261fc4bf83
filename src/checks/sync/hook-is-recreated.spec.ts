import { describeRule } from '../test-support/describe-rule.ts';
import { configMap, hookJob, job } from '../test-support/manifests.ts';
import { hookIsRecreated } from './hook-is-recreated.ts';

const POLICY = 'argocd.argoproj.io/hook-delete-policy';
const as = (policy: string) => hookJob('shop-migrate', { metadata: { annotations: { [POLICY]: policy } } });

describeRule(hookIsRecreated, {
  accepts: {
    'the policy': hookJob('a'),
    'the default': job('a', { metadata: { annotations: { 'argocd.argoproj.io/hook': 'Sync' } } }),
    'the policy among others': as('HookSucceeded, BeforeHookCreation'),
    'an object that is no hook': configMap('a', {}, { annotations: { [POLICY]: 'HookFailed' } }),
  },
  rejects: { 'a hook that stays when it failed': [as('HookSucceeded'), [`metadata.annotations["${POLICY}"]`]] },
});
