import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { type CliProject, treeOf } from './cli-project.ts';
import { projectOfMany } from './many-objects.ts';

const PAIRS = 20;
/** Milliseconds between the two of a pair: from 0 to this. */
const APART = 400;

describe('two cdk8s synth at once', () => {
  let project: CliProject;
  let expected: ReadonlyMap<string, string>;
  const dist = () => treeOf(project.path('dist'));

  beforeAll(async () => {
    project = projectOfMany({ environments: ['dev', 'production'], systems: ['alpha', 'beta'], objects: 10 });
    expect(await project.slipway(['synth'])).toMatchObject({ code: 0 });
    expected = dist();
    expect(expected.size).toBe(40);
  });
  afterAll(() => project.remove());

  // cdk8s-cli deletes its output folder as it starts. Where another one has rendered and is just about to look, that
  // one misses the folder, in a moment in which nothing of ours runs.
  it(`render what one renders in ${PAIRS} pairs, the second up to ${APART} ms later; one that is robbed of its folder says so, and succeeds when run again`, async () => {
    let pairs = 0;
    for (; pairs < PAIRS; pairs++) {
      const apart = Math.round((APART * pairs) / (PAIRS - 1));
      rmSync(project.path('dist'), { recursive: true });
      const first = project.cdk8s();
      await sleep(apart);
      const outcomes = await Promise.all([first, project.cdk8s()]);
      const robbed = outcomes.filter(({ code, stderr }) => code === 1 && /app expected to create "\.slipway\/cdk8s"|ENOENT[^\n]*\.slipway\/cdk8s/.test(stderr));
      const well = outcomes.filter(({ code, stderr }) => code === 0 && !/failed|ENO|expected to create/.test(stderr));
      expect([apart, robbed.length + well.length, well.length > 0, outcomes]).toEqual([apart, 2, true, expect.anything()]);
      expect(dist()).toEqual(expected);
      if (robbed.length > 0) expect(await project.cdk8s()).toMatchObject({ code: 0 });
      expect(dist()).toEqual(expected);
      expect(treeOf(project.path('.slipway/cdk8s'))).toEqual(expected);
    }
    expect(pairs).toBe(PAIRS);
  });
});

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
