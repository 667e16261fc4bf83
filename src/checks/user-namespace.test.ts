import { describe, expect, it } from '@jest/globals';
import { hasOwnUsers } from './user-namespace.ts';

describe('a pod with users of its own', () => {
  it.each([
    ['is told from 1.35 on', { hostUsers: false }, 35, true],
    ['counts for nothing before', { hostUsers: false }, 34, false],
    ['is not one with the users of the node', { hostUsers: true }, 36, false],
    ['is not one that says nothing', {}, 36, false],
  ])('%s', (_name, spec, minor, expected) => {
    expect(hasOwnUsers(spec, minor)).toBe(expected);
  });
});
