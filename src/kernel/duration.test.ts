import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalDuration, durationProblem, formatDuration, parseDuration } from './duration.ts';
import { UserError } from './problem.ts';

describe('parseDuration', () => {
  it.each([
    ['seconds', '30s', 30],
    ['minutes', '10m', 600],
    ['hours and minutes', '1h30m', 5400],
    ['all units', '1h2m3s', 3723],
    ['more minutes than an hour has', '90m', 5400],
    ['nothing', '0s', 0],
  ])('reads %s', (_, text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it('reads days where they are allowed', () => {
    expect(parseDuration('30d', { days: true })).toBe(2_592_000);
    expect(parseDuration('1d12h', { days: true })).toBe(129_600);
  });

  it.each([
    ['nothing', '', undefined],
    ['a blank', ' ', undefined],
    ['a bare number', '30', '30s'],
    ['days where there are none', '2d', '48h'],
    ['a space', '5 min', '5m'],
    ['words', '1 hour 30 minutes', '1h30m'],
    ['capitals', '10S', '10s'],
    ['a fraction that is whole seconds', '1.5h', '1h30m'],
    ['a fraction that is not', '0.1s', undefined],
    ['milliseconds', '500ms', undefined],
    ['the smaller unit first', '30m1h', '1h30m'],
    ['a unit twice', '1m1m', '2m'],
    ['a minus sign', '-5m', undefined],
    ['a plus sign', '+5m', undefined],
    ['a week', '1w', '168h'],
    ['a year', '1y', undefined],
    ['a word', 'soon', undefined],
    ['ISO 8601', 'PT5M', undefined],
  ])('refuses %s and offers the nearest', (_, text, fix) => {
    const problem = durationProblem(text);
    expect(problem).toMatchObject({ message: expect.stringContaining(`"${text}"`), allowed: expect.stringContaining('30s, 10m, 1h30m') });
    expect(problem!.fix).toBe(fix);
    expect(() => parseDuration(text)).toThrow(UserError);
    if (fix !== undefined) expect(durationProblem(fix)).toBeUndefined();
  });

  it('refuses what is longer than a hundred years, and hostile lengths at once', () => {
    expect(durationProblem('36501d', { days: true })?.message).toMatch(/longer than a hundred years/);
    expect(durationProblem('9'.repeat(100_000))?.fix).toBeUndefined();
    expect(durationProblem('1 '.repeat(100_000))?.message).toMatch(/is not a duration/);
  });
});

describe('canonicalDuration', () => {
  it.each([
    ['60s', '1m'],
    ['90m', '1h30m'],
    ['3600s', '1h'],
    ['0h0m0s', '0s'],
    ['48h', '48h'],
  ])('writes %s as %s', (text, canonical) => {
    expect(canonicalDuration(text)).toBe(canonical);
  });

  it('writes days where they are allowed', () => {
    expect(canonicalDuration('48h', { days: true })).toBe('2d');
  });

  it('keeps the value', () => {
    fc.assert(fc.property(fc.nat(3_000_000_000), fc.boolean(), (seconds, days) => parseDuration(formatDuration(seconds, { days }), { days }) === seconds));
  });

  it('formats whole seconds only', () => {
    expect(() => formatDuration(0.5)).toThrow(RangeError);
    expect(() => formatDuration(-1)).toThrow(RangeError);
  });
});
