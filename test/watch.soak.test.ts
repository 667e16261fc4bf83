import { describe, expect, it } from '@jest/globals';
import { Watching } from './watching.ts';

const EDITS = 200;

describe('slipway synth --watch, for long', () => {
  it(`misses none of ${EDITS} edits, and renders none that is half written`, async () => {
    const watching = await Watching.start(11);
    const sizes = Array.from({ length: EDITS }, (_, index) => 10_000 + index * 37);
    for (const [index, size] of sizes.entries()) {
      await watching.save(size, (['whole', 'rename', 'halves'] as const)[index % 3]!);
      await watching.until(() => watching.seen.at(-1) === String(size), `edit ${index}`);
    }
    expect(watching.seen).toEqual(['10', ...sizes.map(String)]);
    expect(await watching.stop()).toBe(0);
  });
});
