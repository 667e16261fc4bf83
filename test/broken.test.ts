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
