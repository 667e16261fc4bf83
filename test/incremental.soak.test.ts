import { afterEach, describe, expect, it } from '@jest/globals';
import { EDITS, IncrementalWorld, prepared } from './incremental-world.ts';

/** Sequences of edits, and edits in each. */
const SEQUENCES = 5;
const EDITS_EACH = 40;

let world: IncrementalWorld | undefined;
afterEach(() => world?.project.remove());

describe('a synth that remembers, edited at random', () => {
  const counts: Record<string, number> = {};
  let quick = 0;
  let killed = 0;
  let refused = 0;

  it.each(Array.from({ length: SEQUENCES }, (_, seed) => [seed + 1]))('gives what a full render from nothing gives, sequence %i', async (seed) => {
    world = prepared(new IncrementalWorld(seed));
    expect(await world.synth()).toMatchObject({ code: 0 });
    for (let step = 0; step < EDITS_EACH; step += 1) {
      const kind = world.edit();
      const at = { seed, step, kind };
      if (step % 5 === 4) {
        killed += 1;
        await world.killed(world.moment());
      }
      const before = world.dist;
      const { code, stderr, ranBundle } = await world.synth();
      if (!ranBundle) quick += 1;
      const full = await world.verdict();
      expect([at, code, stderr]).toEqual([at, full.code, full.said]);
      if (code === 0) expect([at, world.dist]).toEqual([at, full.tree]);
      else if (step % 5 !== 4) expect([at, world.dist]).toEqual([at, before]);
      if (code !== 0) refused += 1;
      if (code !== 0 && !world.isBroken && step % 2 === 0) world.heal();
    }
    for (const [kind, count] of Object.entries(world.counts)) counts[kind] = (counts[kind] ?? 0) + count;
  });

  it('has seen every kind of edit, kills, and the short way', () => {
    for (const kind of EDITS) expect([kind, (counts[kind] ?? 0) >= 5]).toEqual([kind, true]);
    expect(killed).toBe(SEQUENCES * Math.floor(EDITS_EACH / 5));
    expect(refused).toBeGreaterThan(SEQUENCES * 4);
    expect(quick).toBeGreaterThan(SEQUENCES * 4);
  });
});
