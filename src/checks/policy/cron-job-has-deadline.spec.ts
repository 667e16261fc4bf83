import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { cronJobHasDeadline } from './cron-job-has-deadline.ts';

const cron = (spec: object) => object('batch/v1', 'CronJob', 'a', { spec });

describeRule(cronJobHasDeadline, {
  accepts: {
    'one that has': cron({ startingDeadlineSeconds: 600 }),
  },
  rejects: {
    'nothing said': [cron({}), ['spec.startingDeadlineSeconds']],
  },
});
