import { nearest } from '../../../kernel/nearest.ts';
import { type Rule } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { cronJobOf } from './cron-job-of.ts';
import { isZoneName, zoneNames } from './time-zones.ts';

export const cronTimeZoneIsKnown: Rule = {
  id: 'cron-time-zone-is-known',
  severity: 'error',
  why: 'the API server refuses a time zone that IANA does not have, or has in other letters',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#time-zones',
  kinds: ['batch/CronJob'],
  keys: ['timeZone'],
  check(subject) {
    const { timeZone } = cronJobOf(subject);
    if (timeZone === undefined || isZoneName(timeZone)) return [];
    const near = nearest(timeZone, zoneNames());
    return [{ ...invalid('spec.timeZone', timeZone, 'must be the name of a time zone, such as "Etc/UTC" or "Europe/Stockholm"'), ...(near === undefined ? {} : { fix: `write timeZone: ${near}` }) }];
  },
};
