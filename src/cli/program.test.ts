import { afterEach, describe, expect, it } from '@jest/globals';
import { runProgram, type Surroundings } from './program.ts';

describe('the variable of a switch', () => {
  const before = process.env['SLIPWAY_CHECK'];
  afterEach(() => {
    if (before === undefined) delete process.env['SLIPWAY_CHECK'];
    else process.env['SLIPWAY_CHECK'] = before;
  });

  /** Without a project, whatever runs fails. */
  const surroundings = { place: { root: undefined, packageRoot: '/nowhere' }, systems: [], version: '1.0.0', remark: () => undefined, terminal: { answer: { write: () => undefined }, talk: { write: () => undefined } } } as unknown as Surroundings;
  const run = (text: string) => {
    process.env['SLIPWAY_CHECK'] = text;
    return runProgram(['synth'], surroundings);
  };

  it.each(['maybe', 'no', 'off', 'TRUE', '2'])('must say yes or no: %s', async (text) => {
    await expect(run(text)).rejects.toThrow(`the variable SLIPWAY_CHECK is "${text}", which is neither yes nor no\nallowed: 1, true; 0, false or nothing\nfix: SLIPWAY_CHECK=1`);
  });

  it.each(['1', 'true', '0', 'false', ''])('may be %j', async (text) => {
    await expect(run(text)).rejects.not.toThrow('neither yes nor no');
  });
});
