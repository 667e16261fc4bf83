import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Command } from '../src/cli/command.ts';
import { COMMANDS } from '../src/cli/commands.ts';
import { COMMON_FLAGS } from '../src/cli/flags.ts';
import { CliProject } from './cli-project.ts';

jest.setTimeout(60_000);

describe('the help', () => {
  let project: CliProject;
  let commands: ReadonlyMap<string, Command<never>>;
  beforeAll(async () => {
    project = CliProject.ofCapakraken();
    commands = new Map(await Promise.all(COMMANDS.map(async ({ name, load }) => [name, await load()] as const)));
  });
  afterAll(() => project.remove());

  it('names every command a person calls', async () => {
    const { code, stdout, stderr } = await project.slipway(['--help']);
    expect([code, stderr]).toEqual([0, '']);
    const unwrapped = stdout.replace(/\s+/g, ' ');
    for (const { name, summary, hidden } of COMMANDS) expect([name, stdout.includes(`  ${name} `) && unwrapped.includes(summary)]).toEqual([name, hidden !== true]);
  });

  it('is what a person sees who says nothing, and what `help` shows of a command', async () => {
    expect((await project.slipway([])).stdout).toBe((await project.slipway(['--help'])).stdout);
    expect((await project.slipway(['help', 'synth'])).stdout).toBe((await project.slipway(['synth', '--help'])).stdout);
  });

  it('shows the examples of every command', async () => {
    for (const [name, { examples }] of commands) {
      const { code, stdout } = await project.slipway([name, '--help']);
      expect([name, code]).toEqual([name, 0]);
      expect(examples.length).toBeGreaterThan(0);
      for (const { line, does } of examples) expect(stdout).toContain(`  $ npx ${line}\n      ${does}\n`);
    }
  });

  it('gives every flag its own environment variable', () => {
    for (const { options = [] } of commands.values()) {
      const variables = [...COMMON_FLAGS, ...options].map(({ variable }) => variable);
      expect(new Set(variables).size).toBe(variables.length);
    }
  });

  it('shows the version', async () => {
    const { code, stdout } = await project.slipway(['--version']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
  });
});
