import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { textAt } from './field.ts';
import { identityIn, type ManifestSet } from './manifest-set.ts';
import { shiftedRoutes } from './rollout-references.ts';

/**
 * Whether a Rollout of the set shifts traffic by this route. It has to be there with the Rollout, which
 * would otherwise be invalid or fail at its first step, and so cannot wait for the last wave.
 *
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/
 */
export function isShiftedRoute(manifest: Manifest, set: ManifestSet): boolean {
  return set.derive(shifted).has(identityKey(identityIn(manifest)));
}

function shifted(set: ManifestSet): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const rollout of set.ofKind('argoproj.io/Rollout')) {
    const own = textAt(rollout, 'metadata', 'namespace') ?? '';
    shiftedRoutes(rollout, (_path, name, kind, { namespace } = {}) => {
      if (name === undefined) return;
      const slash = kind.indexOf('/');
      keys.add(identityKey({ group: kind.slice(0, slash), kind: kind.slice(slash + 1), namespace: namespace ?? own, name }));
    });
  }
  return keys;
}
