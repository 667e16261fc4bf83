import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cronScheduleError } from './cron-schedule.ts';

describe('cronScheduleError', () => {
  it.each([
    '* * * * *', '0 0 1 1 0', '59 23 31 12 6', '*/15 0-6,20-23 * JAN-mar MON', '? ? ? ? ?', '  0\t3  * * *  ', '5/10 * * * *', '1-59/99 * * * *',
    '*-nonsense * * * *', '0,,5 * * * *', ', * * * *', '+5 007 * * *', '*/1 * * * *', '0 0 * * Sun-SAT', '0\u00a00 * * *',
    '@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly', '@every 1h30m', '@every -5s', '@every 0',
  ])('accepts %j', (schedule) => {
    expect(cronScheduleError(schedule)).toBeUndefined();
  });
  it.each([
    '', ' ', '* * * *', '-0 * * * *', '* * * * * *', '60 * * * *', '-1 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 0 *', '* * * 13 *', '* * * * 7',
    '5-1 * * * *', '1-2-3 * * * *', '1/2/3 * * * *', '*/0 * * * *', '*/-1 * * * *', '*/ * * * *', '/5 * * * *', '- * * * *', '1- * * * *', 'a * * * *',
    'mon * * * *', '* * * january *', '* * L * *', '* * 15W * *', '* * * * 1#2', 'H * * * *', '1.5 * * * *', '0 0 * * fri-mon', '99999999999999999999 * * * *',
    '@reboot', '@Daily', '@every', '@every 1d', '@every  1h', '@daily ', '@',
  ])('refuses %j', (schedule) => {
    expect(cronScheduleError(schedule)).toEqual(expect.any(String));
  });
  it('says which field is wrong, and how', () => {
    expect(cronScheduleError('0 0 * FEB-13 *')).toBe('month "FEB-13": ends above 12');
  });
  it('bears anything', () => {
    fc.assert(fc.property(fc.string(), (schedule) => void cronScheduleError(schedule)));
  });
});
