import { describeRule } from '../../test-support/describe-rule.ts';
import { cronJob, object } from '../../test-support/manifests.ts';
import { cronScheduleIsValid } from './cron-schedule-is-valid.ts';

const at = (schedule?: string) => object('batch/v1', 'CronJob', 'a', { spec: { schedule } });

describeRule(cronScheduleIsValid, {
  accepts: { 'five fields': cronJob(), 'a word': at('@weekly') },
  rejects: {
    'none': [at(), ['spec.schedule']],
    'empty': [at(''), ['spec.schedule']],
    'seconds': [at('0 0 3 * * *'), ['spec.schedule']],
    'a word with a space in front': [at(' @daily'), ['spec.schedule']],
    'a time zone in front': [at('CRON_TZ=Etc/UTC 0 3 * * *'), ['spec.schedule']],
    'a time zone without a schedule': [at('TZ=UTC'), ['spec.schedule']],
  },
});

describeRule(cronScheduleIsValid, {
  accepts: { 'on 1.28, a time zone in front': at('CRON_TZ=Etc/UTC 0 3 * * *'), 'on 1.28, one before a word': at('TZ=Europe/Oslo @daily') },
  rejects: {
    'on 1.28, one there is not': [at('TZ=Mars/Base 0 3 * * *'), ['spec.schedule']],
    'on 1.28, one beside the field': [object('batch/v1', 'CronJob', 'a', { spec: { schedule: 'TZ=Etc/UTC @daily', timeZone: 'Etc/UTC' } }), ['spec.schedule']],
  },
  context: { kubernetes: '1.28' },
});
