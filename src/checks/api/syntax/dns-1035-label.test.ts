import { describe, expect, it } from '@jest/globals';
import { dns1035LabelErrors } from './dns-1035-label.ts';

describe('dns1035LabelErrors', () => {
  it('wants a letter first', () => {
    expect(dns1035LabelErrors('a-1')).toEqual([]);
    for (const text of ['', '1a', '-a', 'a-', 'a.b', 'a'.repeat(64)]) expect(dns1035LabelErrors(text)).toHaveLength(1);
  });
});
