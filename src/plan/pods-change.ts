import { at } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { type ReleaseSet } from './release-set.ts';
import { scalerOf } from './scaler-of.ts';

/** How many pods of a workload there are to be, where applying it changes that. */
export interface PodsChange {
  /** Absent where an autoscaler has set it. */
  readonly before?: number;
  readonly after: number;
  /** The autoscaler that sets another number once it has looked, as `Kind name`. */
  readonly until?: string;
}

const SCALED: ReadonlySet<string> = new Set(['apps/Deployment', 'apps/StatefulSet', 'apps/ReplicaSet', 'argoproj.io/Rollout']);

/**
 * What applying a workload does to the number of its pods. A number that is taken out of the manifest falls back to
 * the default of 1, and an autoscaler that comes with it acts only then; one that no manifest named stays as it is.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#migrating-deployments-and-statefulsets-to-horizontal-autoscaling
 */
export function podsChange(key: string, before: ReleaseSet | undefined, after: ReleaseSet): PodsChange | undefined {
  const [was, is] = [before?.byKey.get(key), after.byKey.get(key)];
  if (before === undefined || was === undefined || is === undefined || !SCALED.has(kindOf(is))) return undefined;
  const [from, to] = [at(was, 'spec', 'replicas'), at(is, 'spec', 'replicas')];
  const scaler = scalerOf(is, after);
  const until = scaler === undefined ? {} : { until: `${scaler.kind} ${scaler.metadata.name}` };
  if (scalerOf(was, before) !== undefined) {
    // Whoever wrote a number beside an autoscaler has set it at each sync.
    if (typeof to !== 'number' || from === to) return undefined;
    return { ...(typeof from === 'number' ? { before: from } : {}), after: to, ...until };
  }
  const [had, has] = [typeof from === 'number' ? from : 1, typeof to === 'number' ? to : typeof from === 'number' ? 1 : undefined];
  return has === undefined || had === has ? undefined : { before: had, after: has, ...until };
}
