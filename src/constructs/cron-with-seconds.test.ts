import { describe, expect, it } from '@jest/globals';
import { withSeconds } from './cron-with-seconds.ts';

describe('withSeconds', () => {
  it.each([
    ['0 2 * * *', '0 0 2 * * *'],
    ['*/15 1-5 1,15 JAN-mar mon-FRI', '0 */15 1-5 1,15 JAN-mar mon-FRI'],
    ['@daily', '0 0 0 * * *'],
    ['@weekly', '0 0 0 * * 0'],
  ])('puts second 0 before "%s"', (schedule, expected) => {
    expect(withSeconds(schedule)).toBe(expected);
  });

  it.each([
    ['six fields', '0 0 2 * * *'],
    ['four fields', '2 * * *'],
    ['an unknown name', '@reboot'],
    ['a name of the prototype', '__proto__'],
    ['words', 'every night at two'],
    ['nothing', ''],
  ])('refuses %s', (_what, schedule) => {
    expect(withSeconds(schedule)).toBeUndefined();
  });
});
