import { describe, expect, it } from '@jest/globals';
import { parseIndexes } from './indexes.ts';

describe('parseIndexes', () => {
  it.each([['', 0], ['0', 1], ['0-9', 10], ['0,2-4,+9', 5]])('reads %j as %d indexes', (text, count) => {
    expect(parseIndexes(text, 10)).toEqual({ count });
  });
  it.each(['10', '0-10', '3-3', '4-2', '2,1', '1,1', '0-2,2', '1-2-3', 'a', '0,', ',', ' 1', '-1', '1.0', `${'9'.repeat(30)}`])('refuses %j', (text) => {
    expect(parseIndexes(text, 10)).toHaveProperty('error');
  });
});
