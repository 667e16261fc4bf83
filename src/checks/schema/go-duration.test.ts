import { describe, expect, it } from '@jest/globals';
import { goDuration } from './go-duration.ts';

describe('goDuration', () => {
  it.each<[string, bigint]>([
    ['0', 0n],
    ['-0', 0n],
    ['1h30m', 5_400_000_000_000n],
    ['1.5s', 1_500_000_000n],
    ['.5ms', 500_000n],
    ['1.s', 1_000_000_000n],
    ['-1us', -1000n],
    ['1µs', 1000n],
    ['1h1h', 7_200_000_000_000n],
  ])('reads %s', (text, nanos) => {
    expect(goDuration(text)).toBe(nanos);
  });

  it.each(['', '1', 's', '.s', '1d', '1 h', '1h ', '+-1s', '10000000h', '1.5.5s', 'h1'])('refuses %j', (text) => {
    expect(goDuration(text)).toBeUndefined();
  });
});
