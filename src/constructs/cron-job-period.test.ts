import { describe, expect, it } from '@jest/globals';
import { longestPause } from './cron-job-period.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

describe('the longest pause of a schedule', () => {
  it.each([
    ['every minute', '* * * * *', 60],
    ['every quarter of an hour', '*/15 * * * *', 900],
    ['every seventh minute, where the hour is no multiple', '*/7 * * * *', 420],
    ['hourly, by its name', '@hourly', HOUR],
    ['from five past on, every quarter', '5/15 * * * *', 900],
    ['daily', '0 4 * * *', DAY],
    ['twice a day, unevenly', '0 3,9 * * *', 18 * HOUR],
    ['in working hours', '0 9-17 * * 1-5', 2 * DAY + 16 * HOUR],
    ['by names of days', '0 9 * * mon,THU', 4 * DAY],
    ['weekly', '@weekly', 7 * DAY],
    ['monthly', '0 0 1 * *', 31 * DAY],
    ['on the 31st', '0 0 31 * *', 61 * DAY],
    ['on the 1st or on Sundays', '0 0 1 * 0', 7 * DAY],
    ['on every second day, or on Sundays', '0 0 */2 * 0', 2 * DAY],
    ['yearly', '@yearly', 366 * DAY],
    ['on a leap day, over a century that has none', '0 0 29 2 *', 8 * 365 * DAY + DAY],
  ])('%s: %s', (_what, schedule, seconds) => {
    expect(longestPause(schedule)).toBe(seconds);
  });

  it.each(['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * * 13 *', '* * * * 7', '* * * * sunday', '5-1 * * * *', '*/0 * * * *', '0 0 30 2 *', '@reboot', '__proto__', 'a b c d e', '1,,2 * * * *'])(
    'of %j there is none',
    (schedule) => expect(longestPause(schedule)).toBeUndefined(),
  );
});
