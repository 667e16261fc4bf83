import { type DeploymentSpec } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { type PropCheck } from './prop-check.ts';

/** How a Deployment replaces its pods. */
export interface RolloutProps {
  /** `Recreate` ends all old pods first, for a program that must never run twice. @default 'RollingUpdate' */
  readonly strategy?: 'RollingUpdate' | 'Recreate' | undefined;
  /** Pods beyond the replicas while rolling. @default '25%' */
  readonly maxSurge?: number | string | undefined;
  /** Pods missing from the replicas while rolling. @default 0 */
  readonly maxUnavailable?: number | string | undefined;
  /** Seconds a pod must stay ready until it counts as available. @default 10 */
  readonly minReadySeconds?: number | undefined;
  /** Seconds without progress until the rollout, and with it the sync, has failed. @default 600 */
  readonly progressDeadlineSeconds?: number | undefined;
  /** Old ReplicaSets kept for `kubectl rollout undo`. @default 5 */
  readonly revisionHistoryLimit?: number | undefined;
}

/** The part of a Deployment's spec that says how it rolls, nothing left to defaults. */
export type Rollout = {
  readonly [Field in 'minReadySeconds' | 'progressDeadlineSeconds' | 'revisionHistoryLimit' | 'strategy']: NonNullable<DeploymentSpec[Field]>;
};

/** A rollout that never goes below the replicas unless told to. */
export function rollout(props: RolloutProps = {}): Rollout {
  return {
    minReadySeconds: props.minReadySeconds ?? 10,
    progressDeadlineSeconds: props.progressDeadlineSeconds ?? 600,
    revisionHistoryLimit: props.revisionHistoryLimit ?? 5,
    strategy:
      props.strategy === 'Recreate'
        ? { type: 'Recreate' }
        : { rollingUpdate: { maxSurge: props.maxSurge ?? '25%', maxUnavailable: props.maxUnavailable ?? 0 }, type: 'RollingUpdate' },
  };
}

/**
 * Notes what is wrong with a rollout.
 *
 * @param startSeconds how long a pod may take until it is ready, at worst
 */
export function checkRollout(check: PropCheck, props: RolloutProps, startSeconds: number): void {
  check.range('minReadySeconds', props.minReadySeconds, 0, 3600);
  check.range('progressDeadlineSeconds', props.progressDeadlineSeconds, 1, 86_400);
  check.range('revisionHistoryLimit', props.revisionHistoryLimit, 0, 100);
  if (props.strategy !== undefined && props.strategy !== 'RollingUpdate' && props.strategy !== 'Recreate') {
    check.add('strategy', `${quoted(props.strategy)} is not a strategy`, { allowed: 'RollingUpdate, Recreate', fix: 'strategy: RollingUpdate' });
  }
  for (const prop of ['maxSurge', 'maxUnavailable'] as const) checkPods(check, prop, props[prop]);
  const { minReadySeconds, progressDeadlineSeconds, strategy } = rollout(props);
  const { maxSurge, maxUnavailable } = strategy.rollingUpdate ?? {};
  if (strategy.type === 'RollingUpdate' && isZero(maxSurge) && isZero(maxUnavailable)) {
    check.add('maxSurge', 'neither one pod more nor one pod less is allowed, so nothing can ever roll', {
      allowed: 'maxSurge or maxUnavailable above 0',
      fix: 'maxSurge: 25%',
    });
  }
  // A rollout whose first pod is still within its rights must not be called failed.
  if (progressDeadlineSeconds <= minReadySeconds + startSeconds) {
    check.add('progressDeadlineSeconds', `a pod may take ${startSeconds} s to start and ${minReadySeconds} s to count, the deadline is ${progressDeadlineSeconds} s`, {
      allowed: `more than ${minReadySeconds + startSeconds}`,
      fix: `progressDeadlineSeconds: ${minReadySeconds + startSeconds + 60}`,
    });
  }
}

function checkPods(check: PropCheck, prop: string, value: number | string | undefined): void {
  const right = typeof value === 'number' ? Number.isSafeInteger(value) && value >= 0 : /^([0-9]|[1-9][0-9]|100)%$/.test(value ?? '0%');
  if (!right) check.add(prop, `${quoted(value)} is no number of pods`, { allowed: 'a whole number from 0, or 0% to 100%', fix: `${prop}: 25%` });
}

function isZero(value: number | string | undefined): boolean {
  return value === 0 || value === '0%';
}
