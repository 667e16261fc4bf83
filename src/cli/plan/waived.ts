import { identityOfKey } from '../../kernel/manifest.ts';
import { isAbout, type Waiver } from '../../overlays/waivers.ts';
import { type Counterexample } from '../../plan/proof.ts';
import { type WaivedCounterexample } from '../../reports/pair-proof.ts';
import { type PairManifests } from '../manifests/pair-manifests.ts';
import { readWaivers } from '../validate/read-waivers.ts';

/** Tells apart the counterexamples of a pair that somebody answers for: a waiver names the invariant as its rule. */
export function apartWaived(found: readonly Counterexample[], { environment, system }: Pick<PairManifests, 'environment' | 'system'>, waivers: readonly Waiver[]): { readonly counterexamples: readonly Counterexample[]; readonly waived: readonly WaivedCounterexample[] } {
  const waived: WaivedCounterexample[] = [];
  const counterexamples = found.filter((counterexample) => {
    const { invariant, key } = counterexample;
    const waiver = waivers.find((each) => isAbout(each, { rule: invariant, object: identityOfKey(key), environment, system }));
    if (waiver !== undefined) waived.push({ counterexample, reason: waiver.reason });
    return waiver === undefined;
  });
  return { counterexamples, waived };
}

/**
 * The waivers of a project that hold on a day.
 *
 * @param root undefined outside of a project, where there are none
 * @param today `2026-11-21`, UTC
 * @throws UserError where the file of them is wrong
 */
export function waiversOn(root: string | undefined, today: string): readonly Waiver[] {
  return readWaivers(root, undefined).filter(({ expires }) => expires >= today);
}
