import { describeRule } from '../test-support/describe-rule.ts';
import { hookJob, job } from '../test-support/manifests.ts';
import { hookJobHasDeadline } from './hook-job-has-deadline.ts';

describeRule(hookJobHasDeadline, {
  accepts: { 'a deadline': hookJob('a', { activeDeadlineSeconds: 600 }), 'a Job that is no hook': job('a') },
  rejects: {
    'no deadline': [hookJob('a'), ['spec.activeDeadlineSeconds']],
    'a deadline of nothing': [hookJob('a', { activeDeadlineSeconds: 0 }), ['spec.activeDeadlineSeconds']],
    'a deadline with a unit': [hookJob('a', { activeDeadlineSeconds: '10m' }), ['spec.activeDeadlineSeconds']],
  },
});
