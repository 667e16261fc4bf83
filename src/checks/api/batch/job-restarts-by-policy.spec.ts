import { describeRule } from '../../test-support/describe-rule.ts';
import { cronJob, job } from '../../test-support/manifests.ts';
import { jobRestartsByPolicy } from './job-restarts-by-policy.ts';

const AT = 'spec.template.spec.restartPolicy';

describeRule(jobRestartsByPolicy, {
  accepts: { 'Never, with a failure policy': job('a', { podFailurePolicy: {} }), 'OnFailure': job('a', { pod: { restartPolicy: 'OnFailure' } }) },
  rejects: {
    'none, which means Always': [job('a', { pod: { restartPolicy: undefined } }), [AT]],
    'Always': [cronJob({ restartPolicy: 'Always' }), ['spec.jobTemplate.spec.template.spec.restartPolicy']],
    'lower case': [job('a', { pod: { restartPolicy: 'never' } }), [AT]],
    'OnFailure, with a failure policy': [job('a', { pod: { restartPolicy: 'OnFailure' }, podFailurePolicy: {} }), [AT]],
  },
});
