import { describe, expect, it } from '@jest/globals';
import { formatHolds } from './format-holds.ts';

describe('formatHolds', () => {
  it.each<[format: string, right: readonly string[], wrong: readonly string[]]>([
    ['date-time', ['2024-01-02T03:04:05Z', '2024-01-02t03:04:05.5+02:00'], ['2024-01-02', 'x', '2024-02-30T00:00:00Z', '2024-01-02T24:00:00Z']],
    ['date', ['2024-02-29'], ['2023-02-29', '2024-1-1', '']],
    ['duration', ['1h', '22 ns', '3 days'], ['', 'soon', '5']],
    ['ipv4', ['10.0.0.1'], ['10.0.0.256', '::1', '010.0.0.1', '']],
    ['ipv6', ['::1', '2001:db8::'], ['10.0.0.1', ':::', '']],
    ['cidr', ['10.0.0.0/8', '::/0'], ['10.0.0.0', '10.0.0.0/33']],
    ['uuid', ['123e4567-e89b-12d3-a456-426614174000'], ['123']],
    ['byte', ['YQ=='], ['a', '']],
    ['uri', ['https://a.example/b', '/b', 'mailto:a'], ['b', 'a b', '']],
    ['hostname', ['a.example', 'web'], ['-a', 'a..b', 'a b', '']],
    ['email', ['a@b.example'], ['a', '@b']],
    ['a format of nobody', ['anything'], []],
    ['password', ['anything'], []],
  ])('of %s', (format, right, wrong) => {
    expect(right.filter((text) => !formatHolds(text, format, 36))).toEqual([]);
    expect(wrong.filter((text) => formatHolds(text, format, 36))).toEqual([]);
  });
});
