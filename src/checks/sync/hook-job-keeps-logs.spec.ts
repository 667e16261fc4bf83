import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { hookJobKeepsLogs } from './hook-job-keeps-logs.ts';

describeRule(hookJobKeepsLogs, {
  accepts: { 'no limit': hookJob('a'), 'an hour': hookJob('a', { ttlSecondsAfterFinished: 3600 }), 'a Job that is no hook': job('a', { ttlSecondsAfterFinished: 0 }) },
  rejects: {
    'less than an hour': [hookJob('a', { ttlSecondsAfterFinished: 3599 }), ['spec.ttlSecondsAfterFinished']],
    'at once': [hookJob('a', { ttlSecondsAfterFinished: 0 }), ['spec.ttlSecondsAfterFinished']],
  },
});
