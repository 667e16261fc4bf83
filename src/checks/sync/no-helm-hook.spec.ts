import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { noHelmHook } from './no-helm-hook.ts';

describeRule(noHelmHook, {
  accepts: { 'a hook of Argo CD': hookJob('a') },
  rejects: {
    'a hook of Helm': [
      job('a', { metadata: { annotations: { 'helm.sh/hook': 'pre-install', 'helm.sh/hook-weight': '1', 'helm.sh/chart': 'a' } } }),
      ['metadata.annotations["helm.sh/hook"]', 'metadata.annotations["helm.sh/hook-weight"]'],
    ],
  },
});
