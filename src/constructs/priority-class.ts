import { Construct } from 'constructs';
import { PriorityClass as ApiPriorityClass } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, checkFormat } from './prop-format.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** What a priority class says. */
export interface PriorityClassProps {
  /** What follows the instance in its name: `high`. */
  readonly name: string;
  /**
   * Higher goes first; at most 1000000000, above which Kubernetes keeps its own. It can never be
   * changed in place: another value wants another name.
   */
  readonly value: number;
  /** Who should use it, for people. */
  readonly description: string;
  /** Whether its pods may push out pods of lower priority. @default 'PreemptLowerPriority' */
  readonly preemptionPolicy?: 'PreemptLowerPriority' | 'Never' | undefined;
}

/**
 * A priority for pods of this instance. It is cluster-scoped, so its name carries the instance: two
 * installations in one cluster must not fight over one object. (The chart's namespace, which cdk8s
 * stamps on it, is taken off again where manifests are collected.)
 */
export class PriorityClass extends Construct {
  /** The name that pods give. */
  readonly className: string;

  constructor(scope: Construct, id: string, props: PriorityClassProps) {
    super(scope, id);
    const system = System.of(this);
    const check = new PropCheck('priorityClass');
    checkFormat(check, 'name', props.name, DNS_LABEL);
    check.range('value', props.value, 1, 1_000_000_000);
    const { preemptionPolicy = 'PreemptLowerPriority' } = props;
    if (preemptionPolicy !== 'PreemptLowerPriority' && preemptionPolicy !== 'Never') {
      check.add('preemptionPolicy', `${quoted(preemptionPolicy)} is not a policy`, { allowed: 'PreemptLowerPriority, Never' });
    }
    if (props.description.trim() === '') check.add('description', 'no description', { fix: 'description: <who should use it>' });
    check.throwIfAny();
    this.className = priorityClassName(system, props.name);
    new ApiPriorityClass(this, 'class', {
      metadata: system.metadata({ name: this.className, wave: WAVE.foundation }),
      description: props.description,
      globalDefault: false,
      preemptionPolicy,
      value: props.value,
    });
  }
}

/** The class that pods are in: one of the system's own, or any by its whole name. */
export interface PriorityChoice {
  readonly priority?: string | undefined;
  readonly priorityClass?: string | undefined;
}

/** The whole name of the chosen class, undefined where none is chosen; notes a choice of two. */
export function priorityOf(check: PropCheck, system: System, { priority, priorityClass }: PriorityChoice): string | undefined {
  checkFormat(check, 'priority', priority, DNS_LABEL);
  if (priority !== undefined && priorityClass !== undefined) {
    check.add('priority', 'a priority class of the system is given, and one by its whole name', { allowed: 'one of the two', fix: 'remove priorityClass' });
  }
  return priority === undefined ? priorityClass : priorityClassName(system, priority);
}

/** The cluster-wide name of a system's class. */
function priorityClassName(system: System, name: string): string {
  return `${system.instance}-${name}`;
}
