import { type Breach, type Invariant, type Moment } from '../invariant.ts';
import { type Revision } from '../model-cluster.ts';
import { contentOf } from '../content.ts';
import { needsIn } from '../release-set.ts';
import { named } from '../words.ts';

/** Kinds whose content a pod reads when it starts. */
const READ: ReadonlySet<string> = new Set(['ConfigMap', 'Secret']);

/** Kinds that decide what the Secrets made from them hold. */
const SOURCES: ReadonlySet<string> = new Set(['ConfigMap', 'Secret', 'ExternalSecret', 'SecretProviderClass', 'SealedSecret', 'Certificate']);

export const podsCanRestart: Invariant = {
  id: 'pods-can-restart',
  why: 'a pod of the running release that is evicted or crashes at that moment does not come back, or comes back with settings that it does not know',
  source: 'https://kubernetes.io/docs/concepts/configuration/configmap/#using-configmaps',
  *check(moment) {
    for (const [key, { serving }] of moment.cluster.runs) if (serving !== undefined && !moment.cluster.abandoned.has(key)) yield* breachesOf(key, serving, moment);
  },
};

function* breachesOf(key: string, revision: Revision, { cluster }: Moment): Iterable<Breach> {
  const { owner, release } = revision;
  for (const { to, key: needed } of needsIn(owner, release.namespace)) {
    if (!cluster.isThere(needed, release)) {
      // What neither the release nor one before it had is somebody else's.
      if (release.byKey.has(needed) || release.providers.has(needed) || cluster.wasThere(needed)) yield { key: needed, what: `${named(needed)} is gone; a pod of ${named(key)} that restarts cannot start` };
      continue;
    }
    if (!READ.has(to.kind)) continue;
    const source = release.byKey.has(needed) ? needed : release.providers.get(needed);
    const was = source === undefined ? undefined : release.byKey.get(source);
    const is = source === undefined ? undefined : cluster.live.get(source);
    if (was !== undefined && is !== undefined && was !== is && SOURCES.has(is.kind) && contentOf(was) !== contentOf(is)) {
      yield { key: source!, what: `${named(source!)} holds what another release wrote; a pod of ${named(key)} that restarts reads it`, fix: 'give the object a name with a hash of its content' };
    }
  }
}
