import { describe, expect, it } from '@jest/globals';
import { problemsJson } from './problems-json.ts';
import { problemsText } from './problems-text.ts';
import { COLOURED, PLAIN } from './style.ts';

const quantity = {
  file: 'overlays/shop/production.yaml',
  line: 6,
  column: 17,
  path: 'app.resources.memory',
  message: '"1GB" is not a quantity',
  allowed: 'a number with Ki, Mi, Gi, Ti',
  fix: 'memory: 1Gi',
};

describe('problems as text', () => {
  it('are a paragraph each, and counted', () => {
    expect(problemsText([quantity, { message: 'unknown key' }], 'dist is as it was', PLAIN)).toBe(
      [
        'overlays/shop/production.yaml:6:17  app.resources.memory',
        '  "1GB" is not a quantity',
        '  allowed: a number with Ki, Mi, Gi, Ti',
        '  fix: memory: 1Gi',
        '',
        'unknown key',
        '',
        '2 problems; dist is as it was',
        '',
      ].join('\n'),
    );
  });

  it('need no remark', () => expect(problemsText([{ message: 'no' }], undefined, PLAIN)).toBe('no\n\n1 problem\n'));

  it('say the same in colour', () => {
    const coloured = problemsText([quantity], 'dist is as it was', COLOURED);
    // eslint-disable-next-line no-control-regex -- that is what a colour is made of
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(problemsText([quantity], 'dist is as it was', PLAIN));
    expect(coloured).toContain('fix: \u001b[32mmemory: 1Gi\u001b[39m');
  });

  it('send no control character of what the user wrote', () => {
    expect(problemsText([{ message: 'got "\u001b[31mred"', fix: 'a\u0007b' }], undefined, PLAIN)).toBe('got "\\u{1b}[31mred"\nfix: a\\u{7}b\n\n1 problem\n');
  });
});

describe('problems as JSON', () => {
  it('carry their schema and leave out what is not known', () => {
    expect(JSON.stringify(problemsJson([{ message: 'no' }, quantity]))).toBe(JSON.stringify({ schema: 'slipway.problems/v1', problems: [{ message: 'no' }, quantity] }));
  });
});
