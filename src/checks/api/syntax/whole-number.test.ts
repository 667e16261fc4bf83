import { describe, expect, it } from '@jest/globals';
import { nonNegativeErrors, positiveErrors, rangeErrors } from './whole-number.ts';

describe('whole numbers', () => {
  it('are held to their bounds', () => {
    expect([nonNegativeErrors(0), positiveErrors(1), rangeErrors(1, 1, 2), rangeErrors(2, 1, 2)].flat()).toEqual([]);
    expect([nonNegativeErrors(-1), positiveErrors(0), rangeErrors(0, 1, 2), rangeErrors(3, 1, 2)].flat()).toHaveLength(4);
  });
});
