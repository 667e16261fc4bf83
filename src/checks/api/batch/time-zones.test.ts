import { describe, expect, it } from '@jest/globals';
import { isZoneName, zoneNames } from './time-zones.ts';

describe('isZoneName', () => {
  it('knows the names of today, and older ones', () => {
    for (const name of ['UTC', 'Etc/UTC', 'Etc/GMT+5', 'Europe/Stockholm', 'America/Argentina/Buenos_Aires', 'EST5EDT', 'US/Pacific', 'Europe/Kyiv', 'Europe/Kiev']) expect(isZoneName(name)).toBe(true);
  });
  it('wants them spelled just so', () => {
    for (const name of ['', 'utc', '/UTC', 'Europe/stockholm', 'Europe', 'Europe/', 'Local', 'America/Buenos Aires', '../UTC', '__proto__/x', 'constructor/name']) expect(isZoneName(name)).toBe(false);
  });
  it('has each name once', () => {
    expect(zoneNames().length).toBe(598);
    expect(new Set(zoneNames()).size).toBe(598);
    expect(zoneNames().every(isZoneName)).toBe(true);
  });
});
