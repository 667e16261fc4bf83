import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { cronJobOf } from './cron-job-of.ts';
import { cronScheduleError } from './cron-schedule.ts';
import { isZoneName } from './time-zones.ts';

export const cronScheduleIsValid: Rule = {
  id: 'cron-schedule-is-valid',
  severity: 'error',
  why: 'a CronJob runs by a schedule that its controller can read',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax',
  kinds: ['batch/CronJob'],
  *check(subject) {
    const { schedule, timeZone } = cronJobOf(subject);
    if (!schedule) return void (yield { ...required('spec.schedule', 'say when to run'), fix: 'write schedule: "0 3 * * *"' });
    if (schedule.includes('TZ') && (timeZone !== undefined || subject.set.minor >= OWN_FIELD_SINCE)) {
      return void (yield { ...invalid('spec.schedule', schedule, 'must not name a time zone, which has a field of its own'), fix: 'write timeZone: Etc/UTC' });
    }
    const error = cronScheduleError(withoutZone(schedule));
    if (error !== undefined) yield invalid('spec.schedule', schedule, error);
  },
};

/** The minor since which a schedule may name no time zone at all. */
const OWN_FIELD_SINCE = 29;
const ZONE = /^(?:CRON_)?TZ=([^ ]*) /;

/** The schedule after the time zone in front; all of it, which is none, where there is no such zone. */
function withoutZone(schedule: string): string {
  const [prefix = '', zone = ''] = ZONE.exec(schedule) ?? [];
  return isZoneName(zone) ? schedule.slice(prefix.length).trim() : schedule;
}
