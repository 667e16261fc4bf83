import { describe, expect, it } from '@jest/globals';
import { pauseAfter, PUBLISH_BOUND, Tries } from './backoff.ts';

/** A clock that only sleeps move. */
function surroundings(random = 0.5) {
  const slept: number[] = [];
  return { slept, now: () => slept.reduce((sum, one) => sum + one, 0), random: () => random, sleep: async (milliseconds: number) => void slept.push(milliseconds), progress: () => undefined };
}

describe('the pause after a failed try', () => {
  it.each([
    [1, 10, 50],
    [2, 20, 100],
    [5, 160, 800],
    [8, 800, 4000],
    [1000, 800, 4000],
  ])('number %i lies between %i and %i milliseconds', (tries, shortest, longest) => {
    expect([pauseAfter(tries, () => 0), pauseAfter(tries, () => 1)]).toEqual([shortest, longest]);
  });
});

describe('tries', () => {
  it('end soon when nobody gets on', async () => {
    const around = surroundings();
    const tries = new Tries(around, PUBLISH_BOUND);
    while (await tries.another());
    expect([tries.failed, around.slept.length]).toEqual([12, 11]);
    expect(around.now()).toBeLessThan(20_000);
  });

  it('take what was fetched for the cause where nobody gets on, every third time', async () => {
    const tries = new Tries(surroundings(), PUBLISH_BOUND);
    const stuck: boolean[] = [tries.isStuck];
    for (let round = 0; round < 6; round++) {
      await tries.another();
      stuck.push(tries.isStuck);
    }
    tries.moved();
    expect([...stuck, tries.isStuck]).toEqual([false, false, false, true, false, false, true, false]);
  });

  it('go on while others get on, to a bound', async () => {
    const tries = new Tries(surroundings(), PUBLISH_BOUND);
    while (await tries.another()) tries.moved();
    expect(tries.failed).toBe(150);
  });

  it('end in time', async () => {
    const around = surroundings(0.999);
    const tries = new Tries(around, { tries: 1000, idle: 1000, milliseconds: 20_000 });
    while (await tries.another());
    expect(around.now()).toBeLessThanOrEqual(20_000);
    expect(around.now()).toBeGreaterThan(15_000);
  });
});
