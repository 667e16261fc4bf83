import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { brokenOverlays } from './broken-overlays.ts';
import { BrokenProject, expectExplained, STACK } from './broken-project.ts';

jest.setTimeout(60_000);

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

describe('slipway synth over a broken overlay', () => {
  it('is tried in many ways', () => expect(brokenOverlays.length).toBeGreaterThanOrEqual(40));

  for (const broken of brokenOverlays) {
    it(`says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stdout, stderr } = await project.slipway(broken.edits);
      expect([code, stdout]).toEqual([2, '']);
      expectExplained(broken, stderr);
      expect(stderr).not.toMatch(STACK);
      project.expectDistAsItWas();
    });
  }

  it('does so with every option', async () => {
    for (const argv of [['--stdout'], ['--check'], ['--outdir', 'other'], ['--env', 'production']]) {
      const { code, stdout, stderr } = await project.slipway(QUANTITY.edits, argv);
      expect([argv, code, stdout]).toEqual([argv, 2, '']);
      expect(stderr).toContain('fix: memory: 1Gi');
      project.expectDistAsItWas();
    }
  });

  it('tells a program the same', async () => {
    const { code, stdout } = await project.slipway(QUANTITY.edits, ['-o', 'json']);
    expect([code, JSON.parse(stdout)]).toEqual([
      2,
      { schema: 'slipway.problems/v1', problems: [expect.objectContaining({ file: QUANTITY.file, line: QUANTITY.line, path: 'app.resources.memory', fix: 'memory: 1Gi' })] },
    ]);
  });

  it('names the problems of several files at once', async () => {
    const release = row('a cut digest');
    const { stderr } = await project.slipway({ ...QUANTITY.edits, ...release.edits });
    expect(stderr).toContain(`${QUANTITY.file}:${QUANTITY.line}`);
    expect(stderr).toContain(`${release.file}:${release.line}`);
    expect(stderr).toContain('2 problems; dist is as it was');
  });
});

describe('cdk8s synth over a broken overlay', () => {
  const sample = ['a quantity with a wrong unit', 'a YAML bomb'].map(row);

  for (const broken of sample) {
    it(`fails, says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stderr } = await project.cdk8s(broken.edits);
      expect(code).not.toBe(0);
      expectExplained(broken, stderr);
      project.expectDistAsItWas();
    });
  }

  for (const argv of [['--stdout'], ['--output', 'other']]) {
    it(`does so with ${argv[0]}`, async () => {
      const { code, stdout, stderr } = await project.cdk8s(QUANTITY.edits, argv);
      expect(code).not.toBe(0);
      expect(stdout).not.toContain('apiVersion');
      expectExplained(QUANTITY, stderr);
      project.expectDistAsItWas();
    });
  }

  it('does so when the app itself fails', async () => {
    const [slipway, cdk8s] = [await project.slipway({}, [], { FAIL_AT_START: '1' }), await project.cdk8s({}, [], { FAIL_AT_START: '1' })];
    expect([slipway.code, cdk8s.code === 0]).toEqual([2, false]);
    for (const { stderr } of [slipway, cdk8s]) expect(stderr).toContain('this app fails at its start');
    project.expectDistAsItWas();
  });
});
