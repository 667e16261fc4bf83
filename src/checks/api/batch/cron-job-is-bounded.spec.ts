import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { cronJobIsBounded } from './cron-job-is-bounded.ts';

const cron = (spec: object) => object('batch/v1', 'CronJob', 'a', { spec });

describeRule(cronJobIsBounded, {
  accepts: { 'zeros, and a policy': cron({ startingDeadlineSeconds: 0, successfulJobsHistoryLimit: 0, failedJobsHistoryLimit: 0, concurrencyPolicy: 'Replace' }), 'an empty policy, which is the default': cron({ concurrencyPolicy: '' }) },
  rejects: {
    'less than none': [cron({ startingDeadlineSeconds: -1, failedJobsHistoryLimit: -1 }), ['spec.failedJobsHistoryLimit', 'spec.startingDeadlineSeconds']],
    'a policy in lower case': [cron({ concurrencyPolicy: 'allow' }), ['spec.concurrencyPolicy']],
  },
});
