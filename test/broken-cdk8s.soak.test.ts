import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenOverlays } from './broken-overlays.ts';
import { BrokenProject, expectExplained, STACK } from './broken-project.ts';

let project: BrokenProject;
beforeAll(async () => {
  project = await BrokenProject.make();
});
afterAll(() => project.remove());

const row = (name: string) => {
  const found = brokenOverlays.find((broken) => broken.name === name);
  if (found === undefined) throw new Error(`there is no row ${name}`);
  return found;
};
const QUANTITY = row('a quantity with a wrong unit');

describe('cdk8s synth over a broken overlay', () => {
  const sample = ['a quantity with a wrong unit', 'a YAML bomb'].map(row);

  for (const broken of sample) {
    it(`fails, says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stderr } = await project.cdk8s(broken.edits);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(/^\s+at /m);
      expectExplained(broken, stderr);
      project.expectDistAsItWas();
    });
  }

  for (const argv of [['--stdout'], ['--output', 'other'], ['--output', 'dist']]) {
    it(`does so with ${argv.join(' ')}`, async () => {
      const { code, stdout, stderr } = await project.cdk8s(QUANTITY.edits, argv);
      expect(code).toBe(2);
      expect(stdout).not.toContain('apiVersion');
      expectExplained(QUANTITY, stderr);
      project.expectDistAsItWas();
    });
  }

  for (const argv of [[], ['--stdout'], ['--output', 'other']]) {
    it(`does so in cdk8s-cli's words where no plugin runs that could say more: --no-validate ${argv.join(' ')}`, async () => {
      const { code, stdout, stderr } = await project.cdk8s(QUANTITY.edits, ['--no-validate', ...argv]);
      expect([code, stdout]).toEqual([1, expect.not.stringContaining('apiVersion')]);
      expect(stderr).toContain('ERROR: synthesis failed, app expected to create');
      expect(stderr).not.toMatch(STACK);
      expectExplained(QUANTITY, stderr);
      project.expectDistAsItWas();
    });
  }

  it('refuses a folder in dist, which cdk8s-cli has deleted by then, and puts it back', async () => {
    const { code, stderr } = await project.cdk8s({}, ['--output', 'dist/production']);
    expect(code).toBe(2);
    expect(stderr).toContain('dist/production\n  the output folder lies in dist');
    expect(stderr).toContain('fix: --output build/manifests ');
    expect(stderr).toContain('1 problem; dist is as it was\ncdk8s had deleted dist/production before slipway could run; its file is back\n');
    project.expectDistAsItWas();
  });

  it('does so when the app itself fails', async () => {
    const [slipway, cdk8s] = [await project.slipway({}, [], { FAIL_AT_START: '1' }), await project.cdk8s({}, [], { FAIL_AT_START: '1' })];
    expect([slipway.code, cdk8s.code]).toEqual([2, 2]);
    for (const { stderr } of [slipway, cdk8s]) expect(stderr).toContain('this app fails at its start');
    project.expectDistAsItWas();
  });
});
