import { describe, expect, it } from '@jest/globals';
import { describeProblem, quoted, sortProblems, UserError, visible } from './problem.ts';

describe('describeProblem', () => {
  it.each([
    ['a message alone', { message: 'no' }, 'no'],
    ['a file', { file: 'a.yaml', message: 'no' }, 'a.yaml\n  no'],
    ['a line without a column', { file: 'a.yaml', line: 3, message: 'no' }, 'a.yaml:3\n  no'],
    ['a column without a line, which means nothing', { file: 'a.yaml', column: 3, message: 'no' }, 'a.yaml\n  no'],
    ['a path alone', { path: 'a.b', message: 'no', fix: 'a: 1' }, 'a.b\n  no\n  fix: a: 1'],
    [
      'everything',
      { file: 'o/p.yaml', line: 6, column: 17, path: 'app.memory', message: '"1GB" is not a quantity', allowed: 'a number with Ki', fix: 'memory: 1Gi' },
      'o/p.yaml:6:17  app.memory\n  "1GB" is not a quantity\n  allowed: a number with Ki\n  fix: memory: 1Gi',
    ],
  ])('writes %s', (_, problem, text) => {
    expect(describeProblem(problem)).toBe(text);
  });

  it('shows control characters instead of sending them to a terminal', () => {
    const text = describeProblem({ file: 'a\x1b[2J.yaml', path: 'a\nb', message: 'x\u202ey', fix: '\x07' });
    expect(text).toBe('a\\u{1b}[2J.yaml  a\\u{a}b\n  x\\u{202e}y\n  fix: \\u{7}');
  });
});

describe('visible', () => {
  it.each([
    ['a tab', '\t', '\\u{9}'],
    ['a C1 control', '\x9b', '\\u{9b}'],
    ['a zero-width space', '\u200b', '\\u{200b}'],
    ['a byte-order mark', '\ufeff', '\\u{feff}'],
    ['a line separator', '\u2028', '\\u{2028}'],
    ['an astral format character', '\u{e0041}', '\\u{e0041}'],
    ['letters and pictures as they are', 'é😀', 'é😀'],
  ])('writes %s', (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe('quoted', () => {
  it.each([
    ['text', 'a', '"a"'],
    ['long text, cut', 'x'.repeat(81), `"${'x'.repeat(77)}..."`],
    ['text that just fits', 'x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['a number', 5, '5'],
    ['a map', { a: 1 }, '{"a":1}'],
    ['undefined', undefined, 'undefined'],
    ['a control character', 'a\x00', '"a\\u{0}"'],
  ])('shows %s', (_, value, text) => {
    expect(quoted(value)).toBe(text);
  });
});

describe('UserError', () => {
  it('carries one problem or many, and all of them in its message', () => {
    const cause = new Error('cause');
    expect(new UserError({ message: 'a' }, { cause })).toMatchObject({ name: 'UserError', problems: [{ message: 'a' }], cause });
    expect(new UserError([{ message: 'a' }, { message: 'b' }]).message).toBe('a\n\nb');
  });
});

describe('sortProblems', () => {
  it('puts problems in reading order and leaves the list it was given', () => {
    const message = 'm';
    const sorted = [
      { message },
      { file: 'a', message },
      { file: 'a', line: 2, message },
      { file: 'a', line: 2, column: 9, message },
      { file: 'a', line: 2, column: 10, message },
      { file: 'a', line: 10, message },
      { file: 'a', line: 10, path: 'x', message },
      { file: 'a', line: 10, path: 'x', message: 'n' },
      { file: 'b', line: 1, message },
    ];
    const given = sorted.toReversed();
    expect(sortProblems(given)).toEqual(sorted);
    expect(given).toEqual(sorted.toReversed());
  });

  it('orders by code unit, whatever the locale', () => {
    expect(sortProblems(['ä', 'z', 'Z', 'a'].map((file) => ({ file, message: '' }))).map(({ file }) => file)).toEqual(['Z', 'a', 'z', 'ä']);
  });
});
