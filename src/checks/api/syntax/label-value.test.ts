import { describe, expect, it } from '@jest/globals';
import { labelValueErrors } from './label-value.ts';

describe('labelValueErrors', () => {
  it('accepts no text, and letters, digits and three signs', () => {
    for (const text of ['', 'a', '1.0_B-c', 'a'.repeat(63)]) expect(labelValueErrors(text)).toEqual([]);
  });
  it('refuses any other sign, one of the three at an end, and too much', () => {
    for (const text of ['a b', 'a:b', '-a', 'a.', '_', 'ö', 'a'.repeat(64)]) expect(labelValueErrors(text)).toHaveLength(1);
  });
});
