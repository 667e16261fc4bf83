import { describe, expect, it } from '@jest/globals';
import { goPattern } from './go-pattern.ts';

describe('goPattern', () => {
  it.each<[string, string, boolean]>([
    ['^[a-z]+$', 'abc', true],
    ['^[a-z]+$', 'abc\n', false],
    ['(?i)^abc$', 'ABC', true],
    ['^(?i)(abort|warn)?$', 'Warn', true],
    ['^(?i)(abort|warn)?$', 'xWarn', false],
    ['^[\\w\\-.]+$', 'a-b.c', true],
    ['^a\\-b$', 'a-b', true],
    ['\\Aab\\z', 'ab', true],
    ['\\Aab\\z', 'ab\n', false],
    ['^[[:alpha:]]+$', 'ab', true],
    ['^[[:alpha:]]+$', 'a1', false],
    ['^(?P<year>[0-9]{4})$', '2024', true],
    ['^\\pL+$', 'é', true],
    ['^.$', '😀', true],
    ['^[A-Za-z0-9!#$%&\'*+\\-.^_\\x60|~]+$', 'x`y', true],
  ])('reads %s as Go does, for %j', (pattern, text, matches) => {
    expect(goPattern(pattern)?.test(text)).toBe(matches);
  });

  it.each(['a(?i)b', '(?i:a)', '\\Qa.b\\E', '(?U)a+', '(', 'a(?=b)', '(a)\\1', '\\C'])('doesn\'t pretend to read %s', (pattern) => {
    expect(goPattern(pattern)).toBeUndefined();
    expect(goPattern(pattern)).toBeUndefined();
  });
});
