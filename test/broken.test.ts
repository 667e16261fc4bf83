import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { brokenOverlays } from './broken-overlays.ts';
import { type Outcome } from './cli-project.ts';
import { BrokenProject, expectExplained, STACK } from './broken-project.ts';

jest.setTimeout(60_000);

let project: BrokenProject;
let other: BrokenProject;
beforeAll(async () => {
  [project, other] = await Promise.all([BrokenProject.make(), BrokenProject.make()]);
});
afterAll(() => {
  project.remove();
  other.remove();
});

const row = (name: string) => {
  const found = brokenOverlays.find((broken) => broken.name === name);
  if (found === undefined) throw new Error(`there is no row ${name}`);
  return found;
};
/** A tenth of the table; the soak tests run all of it through both commands, `load.test.ts` all of it in process. */
const SAMPLE = brokenOverlays.filter((_, index) => index % 10 === 0);
const QUANTITY = row('a quantity with a wrong unit');

describe('slipway synth over a broken overlay', () => {
  it('is tried in many ways', () => expect(brokenOverlays.length).toBeGreaterThanOrEqual(40));

  /** Two rows run at once, each in a project of its own. */
  const outcomes = new Map<string, Promise<Outcome>>();
  beforeAll(() => {
    const waiting = [...SAMPLE];
    const answer = new Map<string, (outcome: Promise<Outcome>) => void>();
    for (const { name } of SAMPLE) {
      const promised = new Promise<Outcome>((done) => answer.set(name, done));
      void promised.catch(() => undefined);
      outcomes.set(name, promised);
    }
    const work = async (at: BrokenProject): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { name, edits } = next;
        const outcome = at.slipway(edits).then((ended) => {
          at.expectDistAsItWas();
          return ended;
        });
        // Its test may not have come to wait for it yet when it fails.
        const ended = outcome.catch(() => undefined);
        answer.get(name)!(outcome);
        await ended;
      }
    };
    void work(project);
    void work(other);
  });

  for (const broken of SAMPLE) {
    it(`says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stdout, stderr } = await outcomes.get(broken.name)!;
      expect([code, stdout]).toEqual([2, '']);
      expectExplained(broken, stderr);
      expect(stderr).not.toMatch(STACK);
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
