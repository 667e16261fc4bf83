import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { type Counterexample, prove } from '../proof.ts';
import { ReleaseSet } from '../release-set.ts';
import { edited, NAMESPACE, shop } from './shop.ts';

type Edits = Parameters<typeof edited>[1];

/** A change of the shop: what is laid over both releases, or over one, and what either has besides. */
export interface ShopChange {
  readonly both?: Edits;
  readonly before?: Edits;
  readonly after?: Edits;
  readonly adds?: { readonly both?: readonly Manifest[]; readonly before?: readonly Manifest[]; readonly after?: readonly Manifest[] };
}

/** A change that breaks an invariant: about which object, as `Kind name`, and what the end of the story says. */
export interface BrokenChange extends ShopChange {
  readonly about: string;
  readonly says: string;
}

/** What a proof finds in a change of the shop. */
export function foundIn({ both = {}, before = {}, after = {}, adds = {} }: ShopChange): readonly Counterexample[] {
  const old = [...edited(edited(shop('1'), both), before), ...(adds.both ?? []), ...(adds.before ?? [])];
  const now = [...edited(edited(shop('2'), both), after), ...(adds.both ?? []), ...(adds.after ?? [])];
  return prove(new ReleaseSet(old, NAMESPACE), new ReleaseSet(now, NAMESPACE), { namespace: NAMESPACE }).counterexamples;
}

/** Changes that an invariant names, and harmless ones that look alike and of which a proof says nothing at all. */
export function describeInvariant(id: string, { names, leaves }: { readonly names: Readonly<Record<string, BrokenChange>>; readonly leaves: Readonly<Record<string, ShopChange>> }): void {
  describe(id, () => {
    it.each(Object.entries(names))('names %s', (_name, change) => {
      const found = foundIn(change).filter(({ invariant, key }) => invariant === id && `${key.split('/')[1]} ${key.split('/')[3]}` === change.about);
      expect(found.map(({ story }) => story.at(-1))).toEqual([expect.stringContaining(change.says)]);
    });

    it.each(Object.entries(leaves))('leaves alone %s', (_name, change) => {
      expect(foundIn(change).map(({ invariant, story }) => `${invariant}: ${story.join(' → ')}`)).toEqual([]);
    });
  });
}
