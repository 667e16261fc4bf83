import { describeRule } from '../../test-support/describe-rule.ts';
import { job, object } from '../../test-support/manifests.ts';
import { jobCountIsNotNegative } from './job-count-is-not-negative.ts';

describeRule(jobCountIsNotNegative, {
  accepts: { 'zeros': job('a', { parallelism: 0, completions: 0, activeDeadlineSeconds: 0, backoffLimit: 0, ttlSecondsAfterFinished: 0 }) },
  rejects: {
    'two of a Job': [job('a', { backoffLimit: -1, ttlSecondsAfterFinished: -5 }), ['spec.backoffLimit', 'spec.ttlSecondsAfterFinished']],
    'one of a CronJob': [object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { completions: -1 } } } }), ['spec.jobTemplate.spec.completions']],
  },
});
