import { describe, expect, it } from '@jest/globals';
import { isNegative, isPositive, milliOf } from './amount-of.ts';

describe('milliOf', () => {
  it.each([
    ['1', 1000n],
    [2, 2000n],
    ['1500m', 1500n],
    ['1Ki', 1_024_000n],
    ['1u', 1n],
    ['-1u', -1n],
    ['', 0n],
    ['.', 0n],
  ])('reads %j', (quantity, milli) => {
    expect(milliOf(quantity)).toBe(milli);
  });

  it('takes what the API server can\'t hold for the most that it can', () => {
    expect(milliOf('1e30')).toBe(milliOf('9223372036854775807'));
    expect(milliOf('-1e30')).toBe(milliOf('-9223372036854775807'));
  });
});

describe('the sign of a quantity', () => {
  it.each([
    ['1n', true, false],
    ['0', false, false],
    ['-0', false, false],
    ['-1m', false, true],
    ['1e30', true, false],
  ])('of %j', (quantity, positive, negative) => {
    expect(isPositive(quantity)).toBe(positive);
    expect(isNegative(quantity)).toBe(negative);
  });
});
