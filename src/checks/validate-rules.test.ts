import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type Manifest } from '../kernel/manifest.ts';
import { checkBy } from './check-manifests.ts';
import { RULES } from './rules.ts';
import { anyManifests } from './test-support/any-manifests.ts';
import { VALIDATE_RULES } from './validate-rules.ts';

const CONTEXTS = [{}, { whole: false, kubernetes: '1.28' }, { zones: ['a'], nodePools: { a: { labels: { a: 'b' }, taints: [{ key: 'a', effect: 'NoSchedule' }], capacity: { cpu: '1', pods: 1 } } } }];

describe('the rules of validate', () => {
  it('are none of those that synth asks', () => {
    expect(VALIDATE_RULES.filter((rule) => RULES.includes(rule))).toEqual([]);
  });

  it('bear any JSON, with whatever is known of the environment', () => {
    fc.assert(
      fc.property(anyManifests(), fc.constantFrom(...CONTEXTS), (manifests, context) => {
        for (const { path, message } of checkBy([...RULES, ...VALIDATE_RULES], manifests as unknown as Manifest[], context)) {
          expect(typeof path).toBe('string');
          expect(message).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });
});
