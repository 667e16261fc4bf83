import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { hookJobNeverRestarts } from './hook-job-never-restarts.ts';

describeRule(hookJobNeverRestarts, {
  accepts: { 'a hook that never restarts': hookJob('a'), 'a Job that is no hook': job('a', { pod: { restartPolicy: 'OnFailure' } }) },
  rejects: {
    'a hook that restarts': [hookJob('a', { pod: { restartPolicy: 'OnFailure' } }), ['spec.template.spec.restartPolicy']],
    'a hook that does not say': [hookJob('a', { pod: { restartPolicy: undefined } }), ['spec.template.spec.restartPolicy']],
  },
});
