import { describe, expect, it } from '@jest/globals';
import { goDurationError } from './go-duration.ts';

describe('goDurationError', () => {
  it.each(['0', '+0', '1s', '1h30m', '-1.5h', '.5s', '1.s', '1us', '1µs', '1μs', '100ns1h', '2540400h'])('accepts %s', (text) => {
    expect(goDurationError(text)).toBeUndefined();
  });
  it.each(['', '+', '1', '1d', 's', '.s', '1 s', ' 1s', '1h ', '1e3s', '3000000h', '--1s', '0x1s'])('refuses %j', (text) => {
    expect(goDurationError(text)).toBeDefined();
  });
});
