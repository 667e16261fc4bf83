import { type HorizontalPodAutoscalerSpecV1, type MetricTarget } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { isPositive } from '../config/amount-of.ts';
import { specOf } from '../config/spec-of.ts';
import { forbidden, invalid, required } from '../field-error.ts';
import { firstSourcesOf, HPA, type SourceType } from './hpa-of.ts';

export const hpaMetricTargetIsValid: Rule = {
  id: 'hpa-metric-target-is-valid',
  severity: 'error',
  why: 'the API server refuses a metric without exactly one aim, more than zero, of a sort that the metric can have',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details',
  kinds: HPA,
  keys: ['metrics', 'targetCPUUtilizationPercentage'],
  *check(subject) {
    for (const { type, path, source } of firstSourcesOf(subject)) {
      const target = source.target ?? {};
      yield* targetFindings(target, `${path}.target`);
      yield* aimFindings(type, target, `${path}.target`);
    }
    const percentage = specOf<HorizontalPodAutoscalerSpecV1>(subject).targetCPUUtilizationPercentage;
    // Version 1 of the API is read as version 2.
    if (typeof percentage === 'number' && percentage < 1) yield invalid('spec.metrics[0].resource.target.averageUtilization', percentage, 'targetCPUUtilizationPercentage must be greater than 0');
  },
};

function* targetFindings({ type, value, averageValue, averageUtilization }: Partial<MetricTarget>, path: string): Iterable<Finding> {
  if (!type) yield required(`${path}.type`, `write one of ${TYPES.join(', ')}`);
  if (!TYPES.includes(type ?? '')) yield invalid(`${path}.type`, type ?? '', `must be ${TYPES.join(', ')}`);
  if (isGiven(value) && !isPositive(value)) yield invalid(`${path}.value`, value, 'must be positive');
  if (isGiven(averageValue) && !isPositive(averageValue)) yield invalid(`${path}.averageValue`, averageValue, 'must be positive');
  if (isGiven(averageUtilization) && averageUtilization < 1) yield invalid(`${path}.averageUtilization`, averageUtilization, 'must be greater than 0');
}

/** Which of the aims a sort of metric needs, and which not together. */
function* aimFindings(type: SourceType, { value, averageValue, averageUtilization }: Partial<MetricTarget>, path: string): Iterable<Finding> {
  switch (type) {
    case 'Resource':
    case 'ContainerResource':
      if (!isGiven(averageUtilization) && !isGiven(averageValue)) yield required(`${path}.averageUtilization`, 'set it, or averageValue');
      if (isGiven(averageUtilization) && isGiven(averageValue)) yield forbidden(`${path}.averageValue`, 'may not be set together with averageUtilization');
      return;
    case 'Pods':
      if (!isGiven(averageValue)) yield required(`${path}.averageValue`, 'set how much each pod may have');
      return;
    case 'Object':
    case 'External':
      if (!isGiven(value) && !isGiven(averageValue)) yield required(`${path}.averageValue`, 'set it, or value');
      if (type === 'External' && isGiven(value) && isGiven(averageValue)) yield forbidden(`${path}.value`, 'may not be set together with averageValue');
  }
}

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

const TYPES = ['Utilization', 'Value', 'AverageValue'];
