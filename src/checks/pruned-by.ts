import { compareIdentity, identityKey, type Identity, type Manifest } from '../kernel/manifest.ts';
import { identityIn } from './manifest-set.ts';
import { hooksOf } from '../argocd/sync/annotations.ts';

/**
 * The objects that Argo CD prunes when `after` follows `before` (R15: for a normal release, none).
 * Hooks are never pruned; an object with `Prune=false` counts, because the sync gets the extra wave
 * of a prune all the same.
 *
 * @returns identities in canonical order
 */
export function prunedBy(before: readonly Manifest[], after: readonly Manifest[]): Identity[] {
  const kept = new Set(after.map((manifest) => identityKey(identityIn(manifest))));
  return before
    .filter((manifest) => hooksOf(manifest).length === 0)
    .map(identityIn)
    .filter((identity) => !kept.has(identityKey(identity)))
    .sort(compareIdentity);
}
