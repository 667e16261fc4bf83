import { describe, expect, it } from '@jest/globals';
import { httpHeaderNameErrors } from './http-header-name.ts';

describe('httpHeaderNameErrors', () => {
  it('wants letters, digits and hyphens', () => {
    for (const text of ['Host', 'X-1']) expect(httpHeaderNameErrors(text)).toEqual([]);
    for (const text of ['', 'X_A', 'X A', 'X:']) expect(httpHeaderNameErrors(text)).toHaveLength(1);
  });
});
