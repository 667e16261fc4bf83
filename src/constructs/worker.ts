import { Construct } from 'constructs';
import { type Probe, asksTheSame, checkProbe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { type WorkloadProps, addWorkload } from './workload.ts';

/** What a worker is made from. */
export interface WorkerProps extends WorkloadProps {
  /** When its pods count as available in a rollout. @default as soon as they have started */
  readonly ready?: Probe | undefined;
}

/**
 * A part of the system that nobody sends requests to: Deployment, ServiceAccount, budget, and where
 * asked for autoscaler and scrape. Whether it lives is asked by `live`; where nothing can be asked,
 * `Probe.none('why')` says so.
 */
export class Worker extends Construct {
  /** The component. */
  readonly name: string;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    this.name = props.name;
    const check = new PropCheck(props.name);
    if (props.ready !== undefined) checkProbe(check.within('ready'), props.ready, 'readiness');
    checkLiveness(check, props);
    addWorkload(this, check, props, { ready: props.ready, delaySeconds: 0 });
  }
}

function checkLiveness(check: PropCheck, { live, ready }: WorkerProps): void {
  if (ready === undefined || !asksTheSame(live, ready)) return;
  check.add('live', 'liveness asks what readiness asks, so whatever makes it unready would restart it, too', {
    allowed: 'another question, whose answer is yes as long as the process works',
    fix: 'remove ready, or ask something else in live',
  });
}
