import { describe, expect, it } from '@jest/globals';
import { isNone } from './rolling-count.ts';

describe('isNone', () => {
  it('is zero in any form, and what is no count', () => {
    for (const count of [undefined, 0, '0', '0%', '000%', '', 'x', '%']) expect(isNone(count)).toBe(true);
    for (const count of [1, -1, '1%', '5', '-5']) expect(isNone(count)).toBe(false);
  });
});
