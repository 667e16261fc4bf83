import { describeRule } from '../test-support/describe-rule.ts';
import { cronJob, job, object } from '../test-support/manifests.ts';
import { jobIsCleanedUp } from './job-is-cleaned-up.ts';

describeRule(jobIsCleanedUp, {
  accepts: {
    'a Job that is': job('a', { ttlSecondsAfterFinished: 60 }),
    'a CronJob': cronJob(),
  },
  rejects: {
    'a Job that stays': [job('a'), ['spec.ttlSecondsAfterFinished']],
    'Jobs of a CronJob': [object('batch/v1', 'CronJob', 'a', { spec: { jobTemplate: { spec: { ttlSecondsAfterFinished: 60 } } } }), ['spec.jobTemplate.spec.ttlSecondsAfterFinished']],
  },
});
