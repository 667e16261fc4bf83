import { at, isFields, listAt, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { podsOf } from '../checks/workloads.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { isOwnWorkload } from './own-workload.ts';
import { podsIn, type ReleaseSet } from './release-set.ts';
import { scalerOf } from './scaler-of.ts';

/** Why the pods of a workload that serve stop before those that take their place have started. */
export type StopsFirst = 'recreate' | 'unavailable' | 'one-pod';

/**
 * Whether a new template stops all pods of a workload before any of the new ones has started: it is made anew, all of
 * them may be unavailable at once, or there is one pod of a kind that never has more.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#strategy
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#rolling-updates
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
export function stopsFirst(workload: Manifest, release: ReleaseSet): StopsFirst | undefined {
  switch (kindOf(workload)) {
    case 'apps/Deployment': {
      if (textAt(workload, 'spec', 'strategy', 'type') === 'Recreate') return 'recreate';
      return mayStopAll(at(workload, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable'), at(workload, 'spec', 'strategy', 'rollingUpdate', 'maxSurge'), podCount(workload, release)) ? 'unavailable' : undefined;
    }
    case 'argoproj.io/Rollout': {
      const canary = at(workload, 'spec', 'strategy', 'canary');
      // With steps, or a route to shift, the old pods stay until the new ones serve.
      if (!isFields(canary) || listAt(canary, 'steps').length > 0 || isFields(at(canary, 'trafficRouting'))) return undefined;
      return mayStopAll(canary['maxUnavailable'], canary['maxSurge'], podCount(workload, release)) ? 'unavailable' : undefined;
    }
    case 'apps/DaemonSet':
      return at(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable') === '100%' ? 'unavailable' : undefined;
    case 'apps/StatefulSet':
      return podCount(workload, release) === 1 && textAt(workload, 'spec', 'updateStrategy', 'type') !== 'OnDelete' ? 'one-pod' : undefined;
    default:
      return undefined;
  }
}

/** Whether it says itself that there is no pod of it. */
export function standsStill(workload: Manifest): boolean {
  return at(workload, 'spec', 'replicas') === 0;
}

/**
 * Whether two releases of a workload could not run side by side anyway: the one pod of a data store, or pods that hold a
 * claim which one node, or one pod, has at a time. What is not known of a claim is taken so.
 *
 * @see https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes
 */
export function cannotOverlap(workload: Manifest, release: ReleaseSet): boolean {
  if (!isOwnWorkload(workload)) return true;
  if (listAt(workload, 'spec', 'volumeClaimTemplates').some((claim) => !isShared(claim))) return true;
  const namespace = textAt(workload, 'metadata', 'namespace') ?? release.namespace;
  return podsIn(workload).some(({ spec }) =>
    listAt(spec, 'volumes').some((volume) => {
      const name = textAt(volume, 'persistentVolumeClaim', 'claimName');
      return name !== undefined && !isShared(release.byKey.get(identityKey({ group: '', kind: 'PersistentVolumeClaim', namespace, name })));
    }),
  );
}

function isShared(claim: unknown): boolean {
  return listAt(claim, 'spec', 'accessModes').some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany');
}

/** How many pods there are at least: as many as it says, or as an autoscaler leaves. */
function podCount(workload: Manifest, release: ReleaseSet): number {
  const said = at(workload, 'spec', 'replicas');
  if (typeof said === 'number') return said;
  const scaler = scalerOf(workload, release);
  const least = at(scaler, 'spec', scaler?.kind === 'ScaledObject' ? 'minReplicaCount' : 'minReplicas');
  return typeof least === 'number' ? least : 1;
}

/** What may be missing is rounded down, and what may be too many up; where neither may be, one may be missing. */
function mayStopAll(maxUnavailable: unknown, maxSurge: unknown, pods: number): boolean {
  if (pods === 0) return false;
  const missing = podsOf(maxUnavailable ?? '25%', pods, 'down') ?? 0;
  const more = podsOf(maxSurge ?? '25%', pods, 'up') ?? 0;
  return Math.max(missing, missing === 0 && more === 0 ? 1 : 0) >= pods;
}
