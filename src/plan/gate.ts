import { at, isFields, listAt, textAt } from '../checks/field.ts';
import { kindOf } from '../kernel/kind-of.ts';
import { groupOf, type Manifest } from '../kernel/manifest.ts';
import { GATES_BY_KIND } from './gates-by-kind.ts';
import { suspensionOf } from './suspended.ts';

/**
 * Who brings an object to the state that a sync waits for: its `pods`, the `job`'s end, a `claim`'s pod, a
 * `controller` of Kubernetes itself within a moment, an `operator`, a `third-party` that may never write a status
 * (a load balancer, an ingress controller), `metrics` that need a minute, the last run of a `schedule`, or a
 * `person`.
 */
export type GateKeeper = 'pods' | 'job' | 'claim' | 'controller' | 'operator' | 'third-party' | 'metrics' | 'schedule' | 'person';

/** What a sync waits for where another wave follows. */
export interface Gate {
  /** What has to be true, in words. */
  readonly until: string;
  readonly by: GateKeeper;
  /** Seconds after which it has ended, or counts as failed; absent: nothing bounds it. */
  readonly atMost?: number;
  /**
   * Seconds without progress after which it counts as failed. Every pod that is updated, ready or available starts
   * them anew, one that was ready before too, so that they are no bound.
   *
   * @see https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#progress-deadline-seconds
   */
  readonly withoutProgress?: number;
  /** Whether it can fail the sync, instead of only holding it up. */
  readonly degrades: boolean;
}

/** Seconds that a Deployment or Rollout may go without progress, where it doesn't say. */
const DEFAULT_PROGRESS_DEADLINE = 600;

const ROLLED_OUT = 'rolled out';

/** Whether a wait ends by itself, in success or in failure, however long that takes. */
export function isBounded({ by, atMost, withoutProgress }: Gate): boolean {
  return by === 'controller' || atMost !== undefined || withoutProgress !== undefined;
}

/**
 * What a sync waits for before it goes on; undefined for a kind whose state Argo CD doesn't know.
 *
 * @see https://github.com/argoproj/argo-cd/tree/master/gitops-engine/pkg/health
 * @see https://github.com/argoproj/argo-cd/tree/master/resource_customizations
 */
export function gateOf(object: Manifest): Gate | undefined {
  let gate = GATES.get(object);
  if (gate === undefined) GATES.set(object, (gate = { gate: gateNow(object) }));
  return gate.gate;
}

/** Asked at each look at each object. */
const GATES = new WeakMap<Manifest, { readonly gate: Gate | undefined }>();

function gateNow(object: Manifest): Gate | undefined {
  const suspension = suspensionOf(object);
  if (suspension !== undefined) return { ...suspension, by: 'person', degrades: groupOf(object.apiVersion) !== 'apps' };
  const kind = kindOf(object);
  switch (kind) {
    case 'apps/Deployment':
      return { until: ROLLED_OUT, by: 'pods', withoutProgress: numberAt(object, 'spec', 'progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE, degrades: true };
    case 'argoproj.io/Rollout':
      return rolloutGate(object);
    case 'apps/StatefulSet':
    case 'apps/DaemonSet':
      // With OnDelete the pods stay as they are, and nothing is waited for.
      return { until: textAt(object, 'spec', 'updateStrategy', 'type') === 'OnDelete' ? 'observed' : ROLLED_OUT, by: 'pods', degrades: false };
    case 'batch/Job': {
      const atMost = numberAt(object, 'spec', 'activeDeadlineSeconds');
      return { until: 'Complete', by: 'job', degrades: true, ...(atMost === undefined ? {} : { atMost }) };
    }
    case '/Service':
      return textAt(object, 'spec', 'type') === 'LoadBalancer' ? { until: 'an address is in its status', by: 'third-party', degrades: false } : undefined;
    default:
      return Object.hasOwn(GATES_BY_KIND, kind) ? GATES_BY_KIND[kind] : undefined;
  }
}

/**
 * A Rollout goes step by step: one that pauses without an end waits for a person, and analysis takes as long as it
 * takes. What goes wrong, and what exceeds the deadline, degrades it.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/resource_customizations/argoproj.io/Rollout/health.lua
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/specification/
 */
function rolloutGate(rollout: Manifest): Gate {
  const steps = listAt(rollout, 'spec', 'strategy', 'canary', 'steps');
  const blueGreen = at(rollout, 'spec', 'strategy', 'blueGreen');
  const isPausedForGood = steps.some((step) => isFields(at(step, 'pause')) && at(step, 'pause', 'duration') === undefined) || (isFields(blueGreen) && at(blueGreen, 'autoPromotionEnabled') === false);
  if (isPausedForGood) return { until: 'somebody promotes it', by: 'person', degrades: true };
  const deadline = numberAt(rollout, 'spec', 'progressDeadlineSeconds') ?? DEFAULT_PROGRESS_DEADLINE;
  const isPlain = steps.length === 0 && !isFields(blueGreen);
  return { until: isPlain ? ROLLED_OUT : 'promoted, step by step', by: 'pods', degrades: true, ...(isPlain ? { withoutProgress: deadline } : {}) };
}

function numberAt(object: Manifest, ...keys: readonly string[]): number | undefined {
  const found = at(object, ...keys);
  return typeof found === 'number' ? found : undefined;
}
