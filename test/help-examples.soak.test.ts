import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMANDS } from '../src/cli/commands.ts';
import { CliProject } from './cli-project.ts';

/** They make a repository or change one, or need one to look into, or parts of an answer: tests of their own run them. */
const NEED_A_REPOSITORY = ['init', 'merge', 'new', 'plan', 'diff', 'publish', 'release', 'verify', 'attest', 'promote', 'rollback', 'ledger'];

describe('the help', () => {
  let project: CliProject;
  beforeAll(() => {
    project = CliProject.ofCapakraken();
  });
  afterAll(() => project.remove());

  it('shows examples that run', async () => {
    for (const { name, load } of COMMANDS) {
      if (NEED_A_REPOSITORY.includes(name)) continue;
      const { examples } = await load();
      for (const { line } of examples) {
        const [program, ...argv] = line.split(' ');
        const { code, stderr } = program === 'cdk8s' ? await project.cdk8s(argv.slice(1)) : await project.slipway(argv);
        expect({ line, code, stderr: code === 0 ? '' : stderr }).toEqual({ line, code: 0, stderr: '' });
      }
    }
  });
});
