import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { visible } from '../../kernel/problem.ts';
import { checkBy } from '../check-manifests.ts';
import { type CheckContext } from '../manifest-set.ts';
import { type Rule } from '../rule.ts';

/** One manifest, or a set of them; loosely typed, because a rule must bear anything. */
type Given = object | readonly object[];

/** What a rule accepts, and what it rejects with the exact paths of its findings, by a name in words. */
export interface RuleCases {
  readonly accepts: Readonly<Record<string, Given>>;
  readonly rejects: Readonly<Record<string, readonly [given: Given, paths: readonly string[]]>>;
  readonly context?: CheckContext;
}

/** Tests a rule by its table. A rule that never rejects, or never accepts, is not tested. */
export function describeRule(rule: Rule, { accepts, rejects, context = {} }: RuleCases): void {
  const findings = (given: Given) => checkBy([rule], (Array.isArray(given) ? given : [given]) as Manifest[], context);

  describe(rule.id, () => {
    it('has cases of both kinds', () => {
      expect(Object.keys(accepts).length).toBeGreaterThan(0);
      expect(Object.keys(rejects).length).toBeGreaterThan(0);
    });
    it.each(Object.entries(accepts))('accepts %s', (_name, given) => {
      expect(findings(given)).toEqual([]);
    });
    it.each(Object.entries(rejects))('rejects %s', (_name, [given, paths]) => {
      const found = findings(given);
      expect(found.map(({ path }) => path).sort()).toEqual([...paths].sort());
      expect(paths.length).toBeGreaterThan(0);
      for (const { message, fix } of found) {
        expect(message).not.toBe('');
        // The words of the API server say that something is wrong, not what.
        expect(message).not.toMatch(/^(Forbidden: \S+|Required value)$/);
        expect(visible(message + (fix ?? ''))).toBe(message + (fix ?? ''));
      }
    });
  });
}
