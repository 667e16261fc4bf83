import { describe, expect, it } from '@jest/globals';
import { atMostAllErrors, intOrPercentErrors, percentOf } from './int-or-percent.ts';

describe('intOrPercentErrors', () => {
  it('wants a whole number or a percentage', () => {
    for (const value of [0, 3, '0%', '007%', '1000%']) expect(intOrPercentErrors(value)).toEqual([]);
    for (const value of [-1, '3', '', '%', '-1%', '1.5%', '5%%', ' 5%']) expect(intOrPercentErrors(value)).toHaveLength(1);
  });
});

describe('atMostAllErrors', () => {
  it('refuses a percentage of more than all, and no number', () => {
    for (const value of ['100%', 500, 'x']) expect(atMostAllErrors(value)).toEqual([]);
    for (const value of ['101%', `${'9'.repeat(400)}%`]) expect(atMostAllErrors(value)).toHaveLength(1);
    expect(percentOf('25%')).toBe(25);
  });
});
