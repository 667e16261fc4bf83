import { identityKey } from '../../kernel/manifest.ts';
import { type GateKeeper } from '../gate.ts';
import { type Breach } from '../invariant.ts';
import { type PlanStep } from '../plan.ts';
import { type ReleaseSet } from '../release-set.ts';
import { suspensionOf } from '../suspended.ts';
import { named } from '../words.ts';

/** Id of what {@link endlessGates} finds. */
export const GATES_END = 'gates-end';

/** Who need not answer, and what that does. */
const ENDLESS: Partial<Record<GateKeeper, (wave: number, until: string) => string>> = {
  metrics: () => 'has no metrics in its first minute, and fails the sync',
  'third-party': (wave, until) => `holds up the sync in wave ${wave} until ${until}, which somebody else sees to, or nobody`,
  schedule: (wave) => `fails the sync in wave ${wave} if its last run failed, and the one that would mend it, too`,
  person: (wave, until) => `holds up the sync in wave ${wave} until ${until}`,
};

/**
 * Waits of a sync for somebody who need not answer: the commit that would mend it would wait, too. Of a change only
 * what it creates is meant, and what is suspended: what was there has its metrics and its address.
 *
 * @param steps of the sync
 * @param from what is there; undefined: an empty cluster
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/
 */
export function* endlessGates(steps: readonly PlanStep[], from: ReleaseSet | undefined, after: ReleaseSet): Iterable<Breach> {
  for (const [index, { wave, objects, waits }] of steps.entries()) {
    for (const { object, by, until } of waits) {
      const endless = ENDLESS[by];
      if (endless === undefined) continue;
      const key = identityKey(object);
      const manifest = after.byKey.get(key);
      const isSuspended = manifest !== undefined && suspensionOf(manifest) !== undefined;
      const isNew = objects.some((one) => one.deed === 'create' && identityKey(one.object) === key);
      if (from !== undefined && !isSuspended && !(isNew && (by === 'metrics' || by === 'third-party'))) continue;
      const leaving = pruneAfter(steps, index);
      const why = leaving === undefined ? '' : `: ${named(leaving)} leaves in a wave after it`;
      const fix = isSuspended ? `let nothing come after ${named(key)} while it is suspended, or take it out until it goes on` : leaving === undefined ? outOfTheWay(key, steps, index) : `let what leaves leave in a release of its own, after this one`;
      yield { key, what: `${named(key)} ${endless(wave, until)}${why}`, fix };
    }
  }
}

/** The key of what is pruned in a later step, where nothing else is done in any. */
function pruneAfter(steps: readonly PlanStep[], index: number): string | undefined {
  const later = steps.slice(index + 1).flatMap(({ objects }) => objects);
  const isOnlyPruned = later.length > 0 && later.every(({ deed }) => deed === 'prune' || deed === 'keep');
  return isOnlyPruned ? identityKey(later[0]!.object) : undefined;
}

/** Nothing may come after what somebody else has to answer for, and no hook beside it. */
function outOfTheWay(key: string, steps: readonly PlanStep[], index: number): string {
  const later = steps.slice(index + 1);
  if (later.some(({ phase }) => phase === 'Sync')) return `put ${named(key)} into the last wave`;
  // It is in the last wave of its own phase: then it is hooks that come after it, or beside it.
  const hooks = (later.length > 0 ? later : steps.slice(index)).flatMap(({ objects }) => objects.filter(({ hook }) => hook).map(({ object }) => named(identityKey(object))));
  return hooks.length === 0 ? `put ${named(key)} into the last wave` : `make ${hooks.join(' and ')} ${hooks.length === 1 ? 'a Sync hook' : 'Sync hooks'} in a wave before that of ${named(key)}`;
}
