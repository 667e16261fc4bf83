import { describe, expect, it } from '@jest/globals';
import { pathSegmentNameErrors } from './path-segment-name.ts';

describe('pathSegmentNameErrors', () => {
  it('refuses only what means something in a path', () => {
    for (const text of ['a', 'System:Node x', '...', 'ü']) expect(pathSegmentNameErrors(text)).toEqual([]);
    for (const text of ['.', '..', 'a/b', 'a%b']) expect(pathSegmentNameErrors(text)).toHaveLength(1);
    expect(pathSegmentNameErrors('/%')).toHaveLength(2);
  });
});
