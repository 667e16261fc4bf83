import { describe, expect, it } from '@jest/globals';
import { UserError } from '../kernel/problem.ts';
import { inShard, parseShard } from './shard.ts';

const PAIRS = ['dev', 'staging', 'production'].flatMap((environment) => Array.from({ length: 1000 }, (_, index) => [environment, `shop-${index}`] as const));

function sizes(count: number): number[] {
  return Array.from({ length: count }, (_, index) => PAIRS.filter(([environment, system]) => inShard({ index: index + 1, count }, environment, system)).length);
}

describe('a shard', () => {
  it.each([1, 2, 3, 7, 16])('is one of %i that hold every pair once', (count) => {
    expect(sizes(count).reduce((sum, size) => sum + size, 0)).toBe(PAIRS.length);
  });

  it.each([2, 8, 30])('is about as large as any other of %i', (count) => {
    const mean = PAIRS.length / count;
    for (const size of sizes(count)) expect(Math.abs(size - mean)).toBeLessThan(4 * Math.sqrt(mean));
  });

  it('depends on the name of the pair alone', () => {
    expect([1, 2, 3, 4].filter((index) => inShard({ index, count: 4 }, 'dev', 'shop'))).toEqual([3]);
  });

  it.each(['1/1', '2/8', '10000/10000'])('is named by %s', (text) => {
    expect(`${parseShard(text).index}/${parseShard(text).count}`).toBe(text);
  });

  it.each(['', '0/4', '5/4', '1', '1/0', '01/4', '1/10001', '-1/4', '1/4 ', '1.5/4'])('is not named by %j', (text) => {
    expect(() => parseShard(text)).toThrow(UserError);
  });
});
