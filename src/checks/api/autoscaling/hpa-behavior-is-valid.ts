import { type HorizontalPodAutoscalerSpec, type HPAScalingRules } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { isNegative } from '../config/amount-of.ts';
import { itemsOf } from '../config/items-of.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, notSupported, required } from '../field-error.ts';
import { HPA } from './hpa-of.ts';

export const hpaBehaviorIsValid: Rule = {
  id: 'hpa-behavior-is-valid',
  severity: 'error',
  why: 'the API server refuses a pace of scaling that allows no step, or counts in a time that it doesn\'t keep',
  source: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#configurable-scaling-behavior',
  kinds: HPA,
  keys: ['behavior'],
  *check(subject) {
    const { behavior } = specOf<HorizontalPodAutoscalerSpec>(subject);
    if (behavior?.scaleUp) yield* rulesFindings(behavior.scaleUp, 'spec.behavior.scaleUp', subject.set.minor);
    if (behavior?.scaleDown) yield* rulesFindings(behavior.scaleDown, 'spec.behavior.scaleDown', subject.set.minor);
  },
};

function* rulesFindings(rules: HPAScalingRules, path: string, minor: number): Iterable<Finding> {
  const { stabilizationWindowSeconds: window, selectPolicy, policies, tolerance } = rules;
  if (typeof window === 'number' && (window < 0 || window > LONGEST_WINDOW)) yield invalid(`${path}.stabilizationWindowSeconds`, window, `must be between 0 and ${LONGEST_WINDOW}`);
  if (typeof selectPolicy === 'string' && !SELECTIONS.includes(selectPolicy)) yield notSupported(`${path}.selectPolicy`, selectPolicy, SELECTIONS);
  // Where none are given, the API server puts some; an empty list stays.
  if (policies && policies.length === 0) yield { ...required(`${path}.policies`, 'must have at least one policy'), fix: 'remove the field: then the defaults apply' };
  for (const { path: at, item: { type = '', value = 0, periodSeconds = 0 } } of itemsOf(policies, `${path}.policies`)) {
    if (!TYPES.includes(type)) yield notSupported(`${at}.type`, type, TYPES);
    if (value <= 0) yield invalid(`${at}.value`, value, 'must be greater than zero');
    if (periodSeconds <= 0) yield invalid(`${at}.periodSeconds`, periodSeconds, 'must be greater than zero');
    if (periodSeconds > LONGEST_PERIOD) yield invalid(`${at}.periodSeconds`, periodSeconds, `must be less than or equal to ${LONGEST_PERIOD}`);
  }
  // Before, the field is dropped.
  if (minor >= TOLERANCE_SINCE && tolerance !== undefined && tolerance !== null && isNegative(tolerance)) yield invalid(`${path}.tolerance`, tolerance, 'must be greater than or equal to 0');
}

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;
const TOLERANCE_SINCE = 35;
const SELECTIONS = ['Disabled', 'Max', 'Min'];
const TYPES = ['Percent', 'Pods'];
