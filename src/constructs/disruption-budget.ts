import { Construct } from 'constructs';
import { PodDisruptionBudget } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { PropCheck } from './prop-check.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Whose pods a budget protects, and how many it lets go at once. */
export interface DisruptionBudgetProps {
  /** The component; also the budget's name. */
  readonly component: string;
  /**
   * How many pods may be missing at once, `2`, or how many in a hundred, `'25%'` (rounded up, so
   * that one may always go). Zero is refused, because it would block every drain of a node for
   * ever, and so is all of them, which protects nothing.
   * @default 1
   */
  readonly maxUnavailable?: number | string | undefined;
}

/**
 * Keeps drains of nodes from taking too many pods of a component at once, without ever holding one
 * up for ever: there is no `minAvailable`, a single replica may go, and pods that are not healthy
 * never block. Labels select the pods, so it holds for a Deployment, a StatefulSet or an operator's.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/configure-pdb/
 */
export class DisruptionBudget extends Construct {
  constructor(scope: Construct, id: string, { component, maxUnavailable = 1 }: DisruptionBudgetProps) {
    super(scope, id);
    const check = new PropCheck(component);
    checkMaxUnavailable(check, 'maxUnavailable', maxUnavailable);
    check.throwIfAny();
    const system = System.of(this);
    new PodDisruptionBudget(this, 'budget', {
      metadata: system.metadata({ name: component, component, wave: WAVE.workloads }),
      spec: {
        maxUnavailable,
        selector: { matchLabels: system.selector(component) },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    });
  }
}

/**
 * Notes a budget that lets no pod go, or all of them.
 *
 * @param replicas fewest pods that there are, where that is known; one pod of one may always go
 */
export function checkMaxUnavailable(check: PropCheck, prop: string, value: number | string, replicas?: number): void {
  const fix = `${prop.slice(prop.lastIndexOf('.') + 1)}: 1`;
  if (!letsOneGo(value)) {
    check.add(prop, `${quoted(value)} lets no pod go, or is no number of pods`, { allowed: 'a whole number from 1, or 1% to 99%', fix });
  } else if (value === '100%') {
    check.add(prop, `${quoted(value)} lets every pod go at once, so it protects nothing`, { allowed: 'a whole number from 1, or 1% to 99%', fix });
  } else if (replicas !== undefined && replicas > 0 && letsAllGo(value, replicas)) {
    const pods = replicas === 1 ? '1 pod' : `${replicas} pods`;
    check.add(prop, `${quoted(value)} lets all ${pods} go at once, so it protects nothing`, { allowed: `less than all of ${pods}`, fix });
  }
}

/** Shares are rounded up. */
function letsAllGo(value: number | string, replicas: number): boolean {
  const count = typeof value === 'number' ? value : Math.ceil((Number.parseInt(value, 10) * replicas) / 100);
  return count > 1 && count >= replicas;
}

function letsOneGo(value: number | string): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 1;
  return /^([1-9]|[1-9][0-9]|100)%$/.test(value);
}
