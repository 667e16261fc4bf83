import { type Lifecycle } from '../../imports/kubernetes.ts';
import { hasMinor } from './kubernetes-minor.ts';
import { type PropCheck } from './prop-check.ts';
import { type Target } from './target.ts';

/** How a pod ends. */
export interface ShutdownProps {
  /**
   * Seconds between "take this pod off the load balancers" and SIGTERM; both start at once, and a
   * program that stops listening first refuses requests that are still sent to it.
   * @default 10 where a Service sends traffic, else 0
   */
  readonly delaySeconds?: number | undefined;
  /** Seconds the program may take after SIGTERM to finish what it began. @default 30 */
  readonly drainSeconds?: number | undefined;
}

/** The parts of a container and of its pod that a shutdown is made of. */
export interface Shutdown {
  readonly lifecycle?: Lifecycle | undefined;
  readonly terminationGracePeriodSeconds: number;
}

/** Seconds beyond delay and drain, so that the kubelet's SIGKILL never races the program's own exit. */
const MARGIN = 5;

/**
 * A graceful shutdown: delay, SIGTERM, drain, and only then SIGKILL.
 *
 * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination
 */
export function shutdown(target: Target, props: ShutdownProps, defaultDelay: number): Shutdown {
  const delay = props.delaySeconds ?? defaultDelay;
  return {
    ...(delay === 0 ? {} : { lifecycle: { preStop: sleep(target, delay) } }),
    terminationGracePeriodSeconds: delay + (props.drainSeconds ?? 30) + MARGIN,
  };
}

/** Notes times that are no times. */
export function checkShutdown(check: PropCheck, props: ShutdownProps): void {
  check.range('delaySeconds', props.delaySeconds, 0, 300);
  check.range('drainSeconds', props.drainSeconds, 0, 86_400);
}

function sleep(target: Target, seconds: number): NonNullable<Lifecycle['preStop']> {
  // The kubelet sleeps by itself from 1.30 on; before, the image must hold a `sleep`.
  return hasMinor(target, 30) ? { sleep: { seconds } } : { exec: { command: ['sleep', String(seconds)] } };
}
