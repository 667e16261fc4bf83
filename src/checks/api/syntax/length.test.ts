import { describe, expect, it } from '@jest/globals';
import { byteLength, lengthErrors } from './length.ts';

describe('lengthErrors', () => {
  it('counts bytes of UTF-8', () => {
    expect(byteLength('aé🙂')).toBe(7);
    expect(lengthErrors('é'.repeat(5), 10)).toEqual([]);
    expect(lengthErrors('é'.repeat(5), 9)).toHaveLength(1);
  });
});
