import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../src/cli/commands.ts';
import { CliProject } from './cli-project.ts';

jest.setTimeout(120_000);

describe('slipway merge', () => {
  let project: CliProject;
  beforeAll(async () => {
    project = CliProject.ofCapakraken();
    expect(await project.slipway(['synth'])).toMatchObject({ code: 0 });
    const file = 'dist/production/capakraken/Deployment-app.yaml';
    project.write(file, project.read(file).replace(/image: .*/, 'image: ghcr.io/acme/web:latest'));
    for (const command of ['validate', 'diff']) {
      for (const part of [1, 2]) {
        const { code, stdout, stderr } = await project.slipway([command, '--shard', `${part}/2`, '-o', 'part']);
        // A part is no verdict, whatever it holds.
        expect([command, code, stderr]).toEqual([command, 0, '']);
        project.write(`parts/${command}-${part}.json`, stdout);
      }
    }
  });
  afterAll(() => project.remove());

  const parts = (command: string): string[] => [1, 2].map((part) => `parts/${command}-${part}.json`);

  it.each([
    ['validate', 'text'],
    ['validate', 'json'],
    ['validate', 'github'],
    ['diff', 'text'],
    ['diff', 'json'],
    ['diff', 'markdown'],
    ['diff', 'html'],
  ])('gives the answer of %s in one process, as %s', async (command, form) => {
    const whole = await project.slipway([command, '-o', form]);
    expect(whole).toMatchObject({ code: 1, stderr: '' });
    expect(whole.stdout).toContain('ghcr.io/acme/web:latest');
    expect(await project.slipway(['merge', ...parts(command), '-o', form])).toEqual(whole);
  });

  it('fails on what it is told to', async () => {
    expect(await project.slipway(['merge', ...parts('validate'), '--fail-on', 'warning'])).toMatchObject({ code: 1 });
    expect(await project.slipway(['merge', ...parts('diff'), '--fail-on', 'data-loss'])).toMatchObject({ code: 0 });
  });

  it('refuses parts of another state, of dist as of what is compared', async () => {
    const file = 'dist/staging/capakraken/Service-app.yaml';
    const before = project.read(file);
    project.write(file, before.replace('port: 3000', 'port: 3001'));
    const stale = await project.slipway(['merge', ...parts('validate')]);
    project.write(file, before);
    expect([stale.code, stale.stdout]).toEqual([2, '']);
    expect(stale.stderr).toMatch(/^part [12] of 2 judged another dist than is here/m);

    for (const [what, path, more] of [['overlays', 'overlays/capakraken/base.yaml', '# edited\n'], ['sources', 'src/main.ts', 'export const edited = 1;\n']] as const) {
      const text = project.read(path);
      project.write(path, `${text}${more}`);
      project.write('parts/other.json', (await project.slipway(['diff', '--shard', '2/2', '-o', 'part'])).stdout);
      project.write(path, text);
      const mixed = await project.slipway(['merge', 'parts/diff-1.json', 'parts/other.json']);
      expect([mixed.code, mixed.stdout]).toEqual([2, '']);
      expect(mixed.stderr).toContain(`is of another state than parts/diff-1.json: ${what} (`);
    }
  });

  it('takes parts that were made in other folders', async () => {
    const elsewhere = mkdtempSync(`${project.folder}-`);
    cpSync(project.folder, elsewhere, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.startsWith(project.path('.slipway')) });
    // What asks where it lies is another bundle there to what remembers, but of the same sources.
    const main = project.read('src/main.ts');
    const made = await Promise.all([project.folder, elsewhere].map(async (cwd, index) => {
      writeFileSync(join(cwd, 'src/main.ts'), `${main}export const at = __dirname;\n`);
      const { stdout } = await project.slipway(['diff', '--shard', `${index + 1}/2`, '-o', 'part'], { cwd });
      project.write(`parts/from-${index}.json`, stdout);
      return `parts/from-${index}.json`;
    }));
    project.write('src/main.ts', main);
    rmSync(elsewhere, { recursive: true });
    expect(await project.slipway(['merge', ...made])).toMatchObject({ code: 1, stderr: '' });
  });

  it('shows examples that run', async () => {
    const { examples } = await COMMANDS.find(({ name }) => name === 'merge')!.load();
    for (const { line } of examples) expect([line, await project.slipway(line.split(' ').slice(1))]).toEqual([line, expect.objectContaining({ code: 1, stderr: '' })]);
  });

  it.each<[string, readonly string[], string]>([
    ['an effect of diff', ['merge', ...parts('validate'), '--fail-on', 'restart'], '--fail-on restart is not for the parts of validate'],
    ['a form of diff', ['merge', ...parts('validate'), '-o', 'html'], '-o html is not for the parts of validate'],
    ['a form of validate', ['merge', ...parts('diff'), '-o', 'sarif'], '-o sarif is not for the parts of diff'],
    ['parts of a folder', ['validate', 'dist', '--shard', '1/2'], '--shard is for the pairs of dist'],
    ['half of the parts', ['merge', 'parts/diff-2.json'], 'of 2 parts one is missing: 1'],
  ])('refuses %s', async (_what, words, says) => {
    const { code, stdout, stderr } = await project.slipway(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(says);
  });
});
