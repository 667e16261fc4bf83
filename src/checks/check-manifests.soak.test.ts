import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { describeProblem } from '../kernel/problem.ts';
import { checkManifests, toProblem } from './check-manifests.ts';
import { anyManifests } from './test-support/any-manifests.ts';

const RUNS = 10_000;

describe('checkManifests', () => {
  it(`bears ${RUNS} lists of any JSON`, () => {
    let runs = 0;
    let found = 0;
    fc.assert(
      fc.property(anyManifests(), (manifests) => {
        runs++;
        for (const finding of checkManifests(manifests as Manifest[])) {
          found++;
          expect(describeProblem(toProblem(finding))).toContain(finding.rule);
        }
      }),
      { numRuns: RUNS },
    );
    expect(runs).toBeGreaterThanOrEqual(RUNS);
    expect(found).toBeGreaterThan(RUNS);
  }, 180_000);
});
