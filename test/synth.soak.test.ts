import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, lstatSync, statSync } from 'node:fs';
import { type CliProject, treeOf } from './cli-project.ts';
import { projectOfMany } from './many-objects.ts';

const KILLS = 200;
/** Of all kills, those that must have hit while files were being put in place. */
const HITS = 40;

/** What a kill waits for before its random delay begins. */
type Aim = 'start' | 'staging' | 'placing';

describe('slipway synth, killed', () => {
  let project: CliProject;
  let rendered: Readonly<Record<'a' | 'b', ReadonlyMap<string, string>>>;
  const dist = () => treeOf(project.path('dist'));
  const synth = (VARIANT: string) => project.slipway(['synth'], { env: { VARIANT } });

  beforeAll(async () => {
    project = projectOfMany({ environments: ['dev', 'production'], systems: ['alpha', 'beta'], objects: 100 });
    await synth('b');
    const b = dist();
    await synth('a');
    rendered = { a: dist(), b };
    expect([rendered.a.size, rendered.b.size]).toEqual([400, 400]);
  });
  afterAll(() => project.remove());

  it(`leaves each file old or new at ${KILLS} random points, and a next run repairs the rest`, async () => {
    const lengths = await phases();
    const counts = { killed: 0, hits: 0, staged: 0, repairs: 0 };
    // Writing takes a small part of a run: where it was hit too seldom, more kills follow.
    for (let kill = 0; counts.killed < KILLS || (counts.hits < HITS && counts.killed < 3 * KILLS); kill++) {
      // A tenth comes at any moment of the whole run; the others aim at the writing.
      const aim = kill % 10 === 0 ? 'start' : kill % 2 === 0 ? 'staging' : 'placing';
      // Three of four kills hit what the one before left behind; after the fourth comes a whole run.
      const variant = kill % 2 === 0 ? 'b' : 'a';
      const delay = Math.random() * lengths[aim];
      const killed = await killAfter(variant, aim, delay);
      const found = dist();
      expect({ kill, aim, delay, wrong: foreignIn(found) }).toEqual({ kill, aim, delay, wrong: [] });
      if (!killed) continue;
      counts.killed++;
      const isNew = [...found].filter(([path, text]) => rendered[variant].get(path) === text).length;
      if (isNew > 0 && isNew < 400) counts.hits++;
      if (existsSync(project.path('.slipway/staging'))) counts.staged++;
      if (counts.killed % 4 !== 0) continue;
      counts.repairs++;
      const repair = await synth(variant);
      expect([repair.code, repair.stderr]).toEqual([0, '']);
      expect(dist()).toEqual(rendered[variant]);
      expect([existsSync(project.path('.slipway/staging')), isLocked()]).toEqual([false, false]);
    }
    process.stderr.write(`${JSON.stringify(counts)}\n`);
    expect(counts.killed).toBeGreaterThanOrEqual(KILLS);
    expect(counts.hits).toBeGreaterThanOrEqual(HITS);
    expect(counts.repairs).toBeGreaterThanOrEqual(KILLS / 5);
  });

  it('ends well when others are killed beside it', async () => {
    for (let round = 0; round < 20; round++) {
      const runs = ['a', 'b', 'a'].map((VARIANT) => project.startSlipway(['synth'], { env: { VARIANT } }));
      await sleep(Math.random() * 600);
      runs[round % 3]!.child.kill('SIGKILL');
      const outcomes = await Promise.all(runs.map(({ outcome }) => outcome));
      expect(outcomes.filter(({ code, signal }) => code !== 0 && signal !== 'SIGKILL')).toEqual([]);
      expect(foreignIn(dist())).toEqual([]);
    }
    await synth('a');
    expect(dist()).toEqual(rendered.a);
  });

  /** How long a run takes from each aim to its end, in milliseconds: the median of five. */
  async function phases(): Promise<Record<Aim, number>> {
    const found: Record<Aim, number>[] = [];
    for (const VARIANT of ['b', 'a', 'b', 'a', 'b']) {
      const start = performance.now();
      const run = follow(VARIANT);
      await run.reached('staging');
      const staging = performance.now();
      await run.reached('placing');
      const placing = performance.now();
      await run.outcome;
      const end = performance.now();
      found.push({ start: end - start, staging: end - staging, placing: end - placing });
    }
    const median = (aim: Aim) => found.map((times) => times[aim]).sort((one, other) => one - other)[2]!;
    // The process takes some of that time to end.
    return { start: median('start'), staging: median('staging') * 0.8, placing: median('placing') * 0.6 };
  }

  async function killAfter(VARIANT: string, aim: Aim, delay: number): Promise<boolean> {
    const run = follow(VARIANT);
    await run.reached(aim);
    const until = performance.now() + delay;
    // A timer's grain of a millisecond would be too coarse for the moment itself; until then it leaves the core to the run.
    if (delay > 5) await sleep(delay - 4);
    while (performance.now() < until) await tick();
    run.child.kill('SIGKILL');
    return (await run.outcome).signal === 'SIGKILL';
  }

  /** Starts a run whose phases can be waited for; each wait ends with the run, too. */
  function follow(VARIANT: string) {
    const inode = inodeOfFirst();
    const run = project.startSlipway(['synth'], { env: { VARIANT } });
    const life = { ended: false };
    void run.outcome.then(() => (life.ended = true));
    const is: Record<Aim, () => boolean> = {
      start: () => true,
      staging: () => existsSync(project.path('.slipway/staging')),
      placing: () => inodeOfFirst() !== inode,
    };
    return {
      ...run,
      async reached(aim: Aim): Promise<void> {
        // Most of the time goes by before anything is written.
        while (!life.ended && !is.staging() && !is[aim]()) await sleep(1);
        while (!life.ended && !is[aim]()) await tick();
      },
    };
  }

  function inodeOfFirst(): number | undefined {
    return statSync(project.path('dist/dev/alpha/ConfigMap-map-1.yaml'), { throwIfNoEntry: false })?.ino;
  }

  function isLocked(): boolean {
    return lstatSync(project.path('.slipway/synth.lock'), { throwIfNoEntry: false }) !== undefined;
  }

  /** Files that are neither old nor new, and files missing that are in both. */
  function foreignIn(found: ReadonlyMap<string, string>): string[] {
    const { a, b } = rendered;
    const wrong = [...found].filter(([path, text]) => a.get(path) !== text && b.get(path) !== text).map(([path]) => path);
    const missing = [...a.keys()].filter((path) => b.has(path) && !found.has(path));
    return [...wrong, ...missing];
  }
});

function tick(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, milliseconds));
}
