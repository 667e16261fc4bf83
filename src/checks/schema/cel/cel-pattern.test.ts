import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { patternFault } from './cel-pattern.ts';
import { atThisPace } from '../../../kernel/test-support/pace.ts';

describe('patternFault', () => {
  it('says what Go says', () => {
    expect(patternFault('(?=a)')).toBe('invalid or unsupported Perl syntax: `(?=a`');
    expect(patternFault('a**')).toBe('invalid nested repetition operator: `*`');
    expect(patternFault('[b-a]')).toBe('invalid character class range: `b-a`');
    expect(patternFault('\\1')).toBe('invalid escape sequence: `\\1`');
  });

  it('bears any text, quickly', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('(', '[', '{', '}', ']', ')', '*', '+', '?', '\\', 'p', 'Q', 'E', 'd', '^', '-', ':', '|', 'a', '1', ','), maxLength: 200 }), (text) => {
      patternFault(text);
    }));
    const started = process.hrtime.bigint();
    patternFault('(['.repeat(100_000));
    patternFault('{'.repeat(200_000));
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(atThisPace(3000));
  });
});
