import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { cronTimeZoneIsKnown } from './cron-time-zone-is-known.ts';

const zoned = (timeZone: unknown) => object('batch/v1', 'CronJob', 'a', { spec: { schedule: '@daily', timeZone } });

describeRule(cronTimeZoneIsKnown, {
  accepts: { 'a zone': zoned('America/Sao_Paulo'), 'null, which is none': zoned(null) },
  rejects: {
    'other letters': [zoned('Etc/utc'), ['spec.timeZone']],
    'empty': [zoned(''), ['spec.timeZone']],
    'the one of the machine': [zoned('Local'), ['spec.timeZone']],
    'an offset': [zoned('UTC+2'), ['spec.timeZone']],
  },
});
