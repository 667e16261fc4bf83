import { describe, expect, it } from '@jest/globals';
import { isColoured } from './terminal.ts';

describe('colour', () => {
  const table: Record<string, [env: Record<string, string>, isTerminal: boolean, coloured: boolean]> = {
    'a person watches': [{}, true, true],
    'nobody watches': [{}, false, false],
    'NO_COLOR is set': [{ NO_COLOR: '1' }, true, false],
    'NO_COLOR is empty, which says nothing': [{ NO_COLOR: '' }, true, true],
    'FORCE_COLOR is set': [{ FORCE_COLOR: '1' }, false, true],
    'FORCE_COLOR is empty, which is set for node': [{ FORCE_COLOR: '' }, false, true],
    'FORCE_COLOR says no': [{ FORCE_COLOR: '0' }, true, false],
    'both are set': [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
    'the terminal knows none': [{ TERM: 'dumb' }, true, false],
  };
  for (const [what, [env, isTerminal, coloured]] of Object.entries(table)) {
    it(`is ${coloured ? 'on' : 'off'} when ${what}`, () => expect(isColoured(env, isTerminal)).toBe(coloured));
  }
});
