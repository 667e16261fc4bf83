import { Construct } from 'constructs';
import { HorizontalPodAutoscaler, type HorizontalPodAutoscalerBehavior, type MetricSpec } from '../../imports/kubernetes.ts';
import { quoted } from '../kernel/problem.ts';
import { PropCheck } from './prop-check.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** How a component scales. */
export interface ScaleProps {
  /** Fewest replicas, at least 1. */
  readonly min: number;
  /** Most replicas, at least the minimum. */
  readonly max: number;
  /** Average use of the requested CPU to aim at: `70%`. @default '70%' where no other metric is given */
  readonly cpu?: string | undefined;
  /** Average use of the requested memory to aim at: `80%`. @default none */
  readonly memory?: string | undefined;
  /** Metrics beyond CPU and memory, as the API takes them. @default none */
  readonly metrics?: readonly MetricSpec[] | undefined;
  /** How fast it scales, in place of {@link SCALING_BEHAVIOR}. */
  readonly behavior?: HorizontalPodAutoscalerBehavior | undefined;
  /**
   * Keep the workload's `replicas` rendered, for the one release that turns the autoscaler on:
   * dropping them from an object that had them means 1 to the API server until the autoscaler has
   * seen it. The release after drops both. @default false
   */
  readonly handover?: boolean | undefined;
}

/** What an autoscaler is made from. */
export interface AutoscalerProps {
  /** The component; also the autoscaler's name and that of what it scales. */
  readonly component: string;
  readonly scale: ScaleProps;
  /** @default the Deployment of the component's name */
  readonly target?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
}

/** Up at once, to twice as many a minute; down after five calm minutes, by a tenth a minute. */
export const SCALING_BEHAVIOR: HorizontalPodAutoscalerBehavior = {
  scaleDown: {
    policies: [
      { periodSeconds: 60, type: 'Pods', value: 1 },
      { periodSeconds: 60, type: 'Percent', value: 10 },
    ],
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 300,
  },
  scaleUp: {
    policies: [
      { periodSeconds: 60, type: 'Pods', value: 4 },
      { periodSeconds: 60, type: 'Percent', value: 100 },
    ],
    selectPolicy: 'Max',
    stabilizationWindowSeconds: 0,
  },
};

/**
 * A HorizontalPodAutoscaler in the last wave: without metrics yet it is Degraded, and would fail any
 * sync that waited for it.
 */
export class Autoscaler extends Construct {
  constructor(scope: Construct, id: string, { component, scale, target }: AutoscalerProps) {
    super(scope, id);
    const check = new PropCheck(`${component}.scale`);
    checkScale(check, scale);
    check.throwIfAny();
    new HorizontalPodAutoscaler(this, 'autoscaler', {
      metadata: System.of(this).metadata({ name: component, component, wave: WAVE.last }),
      spec: {
        behavior: scale.behavior ?? SCALING_BEHAVIOR,
        maxReplicas: scale.max,
        metrics: metricsOf(scale),
        minReplicas: scale.min,
        scaleTargetRef: target ?? { apiVersion: 'apps/v1', kind: 'Deployment', name: component },
      },
    });
  }
}

/** Notes what is wrong with how a component scales. */
export function checkScale(check: PropCheck, { min, max, cpu, memory }: ScaleProps): void {
  check.range('min', min, 1, MOST_REPLICAS);
  check.range('max', max, 1, MOST_REPLICAS);
  if (max < min) check.add('max', `the maximum ${max} is below the minimum ${min}`, { allowed: `${min} or more`, fix: `max: ${min}` });
  checkShare(check, 'cpu', cpu);
  checkShare(check, 'memory', memory);
}

/** More than any component should need; a typed zero too many is found before it is paid for. */
const MOST_REPLICAS = 1000;

function metricsOf({ cpu, memory, metrics = [] }: ScaleProps): MetricSpec[] {
  const wantsCpu = cpu ?? (memory === undefined && metrics.length === 0 ? '70%' : undefined);
  return [
    ...(wantsCpu === undefined ? [] : [utilization('cpu', wantsCpu)]),
    ...(memory === undefined ? [] : [utilization('memory', memory)]),
    ...metrics,
  ];
}

function utilization(name: 'cpu' | 'memory', percent: string): MetricSpec {
  return { resource: { name, target: { averageUtilization: Number.parseInt(percent, 10), type: 'Utilization' } }, type: 'Resource' };
}

function checkShare(check: PropCheck, prop: string, percent: string | undefined): void {
  if (percent === undefined || /^([1-9]|[1-9][0-9]|100)%$/.test(percent)) return;
  check.add(prop, `${quoted(percent)} is not a share of the request`, { allowed: '1% to 100%', fix: `${prop}: 70%` });
}
