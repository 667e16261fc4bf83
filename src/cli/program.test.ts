import { afterEach, describe, expect, it } from '@jest/globals';
import { COMMANDS } from './commands.ts';
import { COMMON_FLAGS } from './flags.ts';
import { runProgram, type Surroundings } from './program.ts';

/** Without a project, whatever runs fails. */
const surroundings = { place: { root: undefined, packageRoot: '/nowhere' }, systems: [], version: '1.0.0', remark: () => undefined, terminal: { answer: { write: () => undefined }, talk: { write: () => undefined } } } as unknown as Surroundings;

describe('the variable of a switch', () => {
  const before = process.env['SLIPWAY_CHECK'];
  afterEach(() => {
    if (before === undefined) delete process.env['SLIPWAY_CHECK'];
    else process.env['SLIPWAY_CHECK'] = before;
  });

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

describe('a variable that is set to nothing', () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
    Object.assign(process.env, before);
  });

  const OPTIONS = COMMANDS.map(async ({ name, load }) => ({ name, flags: (await load()).options ?? [] }));

  it('says nothing, of any option of any command but a list, of which the command says what no names mean', async () => {
    let emptied = 0;
    for (const { name, flags } of await Promise.all(OPTIONS)) {
      const all = [...COMMON_FLAGS, ...flags];
      const variables = all.map(({ variable }) => variable);
      for (const variable of variables) process.env[variable] = '';
      await runProgram([name, '--help'], surroundings);
      expect(variables.filter((variable) => process.env[variable] !== undefined)).toEqual(all.filter(({ repeatable }) => repeatable === true).map(({ variable }) => variable));
      emptied += variables.length;
    }
    expect(emptied).toBeGreaterThan(80);
  });

  it.each(['SLIPWAY_SHARD', 'SLIPWAY_CONCURRENCY', 'SLIPWAY_OUTDIR', 'SLIPWAY_FORMAT', 'SLIPWAY_ENV', 'SLIPWAY_OUTPUT'])('is as good as one that is not set: %s', async (variable) => {
    process.env[variable] = '';
    // The first thing that is wrong is that here is no project.
    await expect(runProgram(['synth', '--check'], surroundings)).rejects.toThrow('here is no project');
  });
});

describe('a variable that says something wrong of an option', () => {
  afterEach(() => {
    delete process.env['SLIPWAY_SHARD'];
  });

  const inProject = { ...surroundings, place: { root: '/nowhere', packageRoot: '/nowhere' } } as Surroundings;

  it('is named in the place of the option, and in the fix', async () => {
    process.env['SLIPWAY_SHARD'] = '3/2';
    await expect(runProgram(['synth'], inProject)).rejects.toThrow(/^the variable SLIPWAY_SHARD is "3\/2", which is no part of a whole\n[^]*\nfix: SLIPWAY_SHARD=1\/4$/);
  });

  it('is not named where the option is typed', async () => {
    process.env['SLIPWAY_SHARD'] = '1/2';
    await expect(runProgram(['synth', '--shard', '3/2'], inProject)).rejects.toThrow(/^--shard is "3\/2"/);
  });
});
