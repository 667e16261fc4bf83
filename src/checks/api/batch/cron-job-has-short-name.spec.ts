import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { cronJobHasShortName } from './cron-job-has-short-name.ts';

describeRule(cronJobHasShortName, {
  accepts: { '52 characters': object('batch/v1', 'CronJob', 'a'.repeat(52)) },
  rejects: { '53 characters': [object('batch/v1', 'CronJob', 'a'.repeat(53)), ['metadata.name']] },
});
