import { type Manifest } from '../kernel/manifest.ts';
import { valueAt } from './immutable-field.ts';
import { kindOf } from '../kernel/kind-of.ts';

/**
 * Whether a rollout of a workload may end every pod that it has before a new one is ready. A percentage of pods that
 * may be missing is rounded down, one of pods too many up; where a Deployment allows neither, one may be missing.
 *
 * @param pods how many pods there are; undefined where only the cluster knows
 * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#max-unavailable
 */
export function endsAll(workload: Manifest, pods: number | undefined): boolean {
  const kind = kindOf(workload);
  if (pods === 0) return false;
  if (kind === 'apps/DaemonSet') return valueAt(workload, 'spec', 'updateStrategy', 'type') !== 'OnDelete' && isWhole(valueAt(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'));
  if (kind === 'apps/StatefulSet') {
    // One after the other, which of a single pod is all: that is known of every StatefulSet.
    const most = amount(valueAt(workload, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'), pods ?? 1, Math.floor);
    return pods !== undefined && pods > 1 && most !== undefined && most >= pods;
  }
  if (kind !== 'apps/Deployment' || valueAt(workload, 'spec', 'strategy', 'type') === 'Recreate' || pods === undefined) return false;
  const given = (key: string, round: (value: number) => number): number => amount(valueAt(workload, 'spec', 'strategy', 'rollingUpdate', key) ?? '25%', pods, round) ?? 0;
  const [missing, surplus] = [given('maxUnavailable', Math.floor), given('maxSurge', Math.ceil)];
  return (missing === 0 && surplus === 0 ? 1 : missing) >= pods;
}

function isWhole(value: unknown): boolean {
  const [, percent] = typeof value === 'string' ? (/^(\d{1,6})%$/.exec(value) ?? []) : [];
  return Number(percent ?? 0) >= 100;
}

function amount(value: unknown, pods: number, round: (value: number) => number): number | undefined {
  if (typeof value === 'number') return value;
  const [, percent] = typeof value === 'string' ? (/^(\d{1,6})%$/.exec(value) ?? []) : [];
  return percent === undefined ? undefined : round((Number(percent) * pods) / 100);
}
