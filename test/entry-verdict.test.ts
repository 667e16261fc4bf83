import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { ROOT } from './entry-project.ts';

const { describeFailure } = require(join(ROOT, 'bin', 'failure.js')) as { describeFailure(error: unknown, place: { root: string; packageRoot: string }): string };

const USER = { root: '/project', packageRoot: '/project/node_modules/slipway' };
const OWN = { root: ROOT, packageRoot: ROOT };

function thrown(...frames: readonly string[]): Error {
  const error = new TypeError('out of steam');
  error.stack = `TypeError: out of steam\n${frames.map((frame) => `    at f (${frame})`).join('\n')}`;
  return error;
}

describe('whose defect it is', () => {
  const table: Record<string, [place: typeof USER, frames: readonly string[], says: RegExp]> = {
    "the project's, thrown by itself": [USER, ['src/systems/shop/build.ts:3:4'], /thrown by the project's own code, at src\/systems\/shop\/build\.ts:3:4\n$/],
    "the project's, thrown by node": [USER, ['node:internal/url:1:2', 'src/a.ts:3:4', 'node_modules/slipway/src/render/render-pair.ts:5:6'], /thrown by the project's own code, at src\/a\.ts:3:4\n$/],
    "the project's, thrown by a library": [USER, ['node_modules/cdk8s/src/chart.ts:1:2', 'src/a.ts:3:4'], /thrown by the project's own code, at src\/a\.ts:3:4\n$/],
    "perhaps either's": [USER, ['node_modules/slipway/src/constructs/worker.ts:1:2', 'src/a.ts:3:4'], /called slipway at src\/a\.ts:3:4: look there first; where that is in order, this is a defect of slipway/],
    "slipway's": [USER, ['node_modules/slipway/src/cli/program.ts:1:2'], /^this is a defect of slipway/m],
    "a system's, in slipway's own repository": [OWN, ['src/systems/capakraken/build.ts:3:4', 'src/render/render-pair.ts:1:2'], /thrown by the project's own code, at src\/systems\/capakraken\/build\.ts:3:4\n$/],
    "perhaps either's, there": [OWN, ['src/constructs/worker.ts:1:2', 'src/systems/capakraken/build.ts:3:4'], /called slipway at src\/systems\/capakraken/],
    "slipway's, there": [OWN, ['src/cli/program.ts:1:2'], /^this is a defect of slipway/m],
  };
  for (const [what, [place, frames, says]] of Object.entries(table)) {
    it(`is ${what}`, () => {
      expect(describeFailure(thrown(...frames), place)).toMatch(says);
      expect(describeFailure(new Error('building failed', { cause: thrown(...frames) }), place)).toMatch(says);
    });
  }

  it('is the project\'s where something else than an error was thrown, which is shown', () => {
    for (const [value, shown] of [['boom', 'boom'], [{ code: 3 }, '{ code: 3 }'], [null, 'null'], [undefined, 'undefined']] as const) {
      const text = describeFailure(new Error('building shop for dev failed', { cause: value }), USER);
      expect(text).toContain('building shop for dev failed');
      expect(text).toContain(`caused by thrown: ${shown}\n`);
      expect(text).toContain("this was thrown by the project's own code");
    }
  });
});
