import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EntryProject, wordOf } from './entry-project.ts';

jest.setTimeout(300_000);

const RACES = 6;
const KILLS = 60;
const EDITS = 40;

let project: EntryProject;
beforeEach(() => {
  project = new EntryProject();
});
afterEach(() => project.remove());

describe('the build on demand, at length', () => {
  it(`lets ten first runs at once all succeed, ${RACES} times over`, async () => {
    let runs = 0;
    for (let race = 0; race < RACES; race++) {
      project.write('src/word.ts', `export const word: string = 'race ${race}';\n`);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => project.start([]).outcome));
      expect(outcomes.map(wordOf)).toEqual(Array(10).fill(`race ${race}`));
      expect(project.scratch()).not.toContain('lock');
      runs += outcomes.length;
    }
    expect(runs).toBe(RACES * 10);
  });

  it(`is none the worse for ${KILLS} builds killed at random points`, async () => {
    let midway = 0;
    const [checked, unchecked] = [await milliseconds([]), await milliseconds(['--no-typecheck'])];
    for (let kill = 0; kill < KILLS; kill++) {
      const word = `kill ${kill}`;
      project.write('src/word.ts', `export const word: string = '${word}';\n`);
      // Half of them in the middle of a check of the types, too; the run after it is about the bundle.
      const { child, outcome } = project.start(kill % 2 === 0 ? [] : ['--no-typecheck']);
      await sleep(Math.random() * 0.9 * (kill % 2 === 0 ? checked : unchecked));
      if (child.kill('SIGKILL')) midway++;
      await outcome;
      expect(wordOf(project.quick([]))).toBe(word);
      // One killed after its last step has left a good build, which nobody locks to read: its lock waits for the next build.
      expect([undefined, child.pid]).toContain(project.locker());
    }
    expect(midway).toBeGreaterThan(KILLS / 2);
    project.write('src/word.ts', `export const word: string = 'at last';\n`);
    expect(wordOf(project.quick([]))).toBe('at last');
    expect(project.locker()).toBeUndefined();
    // What the last minute's kills left is nobody's for certain; what else is there has its use.
    expect(project.scratch().filter((name) => !name.endsWith('.tmp')).map((name) => name.replace(/-[0-9a-f]{16}/, ''))).toEqual(['main.js', expect.stringMatching(/^main\.v.*\.cache$/), 'stamp.json']);
  });

  it(`kills one of two at once, ${KILLS / 2} times over, and the other succeeds`, async () => {
    for (let kill = 0; kill < KILLS / 2; kill++) {
      project.write('src/word.ts', `export const word: string = 'pair ${kill}';\n`);
      const argv = kill % 2 === 0 ? [] : ['--no-typecheck'];
      const [victim, other] = [project.start(argv), project.start(argv)];
      await sleep(30 + Math.random() * (kill % 2 === 0 ? 250 : 120));
      victim.child.kill('SIGKILL');
      await victim.outcome;
      expect(wordOf(await other.outcome)).toBe(`pair ${kill}`);
    }
  });

  it(`never runs on an old source after ${EDITS} edits in the middle of a build`, async () => {
    for (let edit = 0; edit < EDITS; edit++) {
      // All of one length, so that no size gives the edit away.
      project.write('src/word.ts', `export const word: string = 'old ${100 + edit}';\n`);
      const { outcome } = project.start(edit % 2 === 0 ? [] : ['--no-typecheck']);
      await sleep(40 + Math.random() * (edit % 2 === 0 ? 200 : 100));
      project.write('src/word.ts', `export const word: string = 'new ${100 + edit}';\n`);
      expect(['old', 'new']).toContain(wordOf(await outcome).slice(0, 3));
      expect(wordOf(project.quick([]))).toBe(`new ${100 + edit}`);
    }
  });
});

/** How long a run that builds takes here and now. */
async function milliseconds(argv: readonly string[]): Promise<number> {
  project.write('src/word.ts', `export const word: string = '${argv.length} measured';\n`);
  const start = performance.now();
  await project.start(argv).outcome;
  return performance.now() - start;
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
