import { describe, expect, it } from '@jest/globals';
import { isTimeZone, nearestTimeZone } from './time-zone.ts';

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Asia/Calcutta', 'US/Eastern', 'Etc/GMT+3'])('may be %s', (name) => expect(isTimeZone(name)).toBe(true));

  it.each(['Europe/Berlim', 'europe/berlin', 'Mars/Olympus', '+02:00', 'CET1', '', 'Europe/', '__proto__'])('is not %j', (name) => expect(isTimeZone(name)).toBe(false));

  it.each([
    ['Europe/Berlim', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['Mars/Olympus', undefined],
  ])('%s most likely means %s', (text, zone) => expect(nearestTimeZone(text)).toBe(zone));
});
