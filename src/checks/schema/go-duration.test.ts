import { describe, expect, it } from '@jest/globals';
import { goDuration, goDurationError } from './go-duration.ts';

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

describe('goDurationError', () => {
  it.each(['0', '+0', '1s', '1h30m', '-1.5h', '.5s', '1.s', '1us', '1µs', '1μs', '100ns1h', '2540400h'])('accepts %s', (text) => {
    expect(goDurationError(text)).toBeUndefined();
  });

  it.each(['1', '1d', 's', '.s', '1 s', ' 1s', '1h ', '1e3s', '--1s', '0x1s'])('tells how to write %j', (text) => {
    expect(goDurationError(text)).toBe(`${JSON.stringify(text)} is no duration: write such as 1h30m`);
  });

  it.each(['', '+'])('says of %j that it is none', (text) => {
    expect(goDurationError(text)).toBe(`${JSON.stringify(text)} is no duration`);
  });

  it.each(['3000000h', '-3000000h'])('says of %s that it is too long', (text) => {
    expect(goDurationError(text)).toBe(`"${text}" is longer than 292 years`);
  });
});
