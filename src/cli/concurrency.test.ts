import { describe, expect, it } from '@jest/globals';
import { UserError } from '../kernel/problem.ts';
import { parseConcurrency, threadsFor } from './concurrency.ts';

describe('the number of threads', () => {
  it.each([['1', 1], ['2', 2], ['64', 64]])('%s is taken', (text, count) => {
    expect(parseConcurrency(text)).toBe(count);
  });

  it.each(['', '0', '65', '100', '01', '1.0', ' 1', '1e1', '__proto__'])('%j is refused', (text) => {
    expect(() => parseConcurrency(text)).toThrow(UserError);
  });

  it.each([
    ['nothing to render', 0, 8, 1],
    ['little to render', 449, 8, 1],
    ['much to render', 450, 8, 2],
    ['very much to render', 100_000, 64, 2],
    ['a single core', 100_000, 1, 1],
  ])('follows from %s', (_what, pairs, cores, threads) => {
    expect(threadsFor(pairs, cores)).toBe(threads);
  });
});
