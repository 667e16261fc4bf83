import { type Rule } from '../../rule.ts';
import { disruptionBudgetIsValid } from './disruption-budget-is-valid.ts';
import { disruptionBudgetSelectorIsValid } from './disruption-budget-selector-is-valid.ts';
import { hpaBehaviorIsValid } from './hpa-behavior-is-valid.ts';
import { hpaMetricHasItsSource } from './hpa-metric-has-its-source.ts';
import { hpaMetricIsNamed } from './hpa-metric-is-named.ts';
import { hpaMetricTargetIsValid } from './hpa-metric-target-is-valid.ts';
import { hpaReplicasAreInBounds } from './hpa-replicas-are-in-bounds.ts';
import { hpaTargetIsNamed } from './hpa-target-is-named.ts';
import { priorityClassIsValid } from './priority-class-is-valid.ts';

/** What the API server wants of what scales, evicts and ranks pods. */
export const AUTOSCALING_RULES: readonly Rule[] = [
  disruptionBudgetIsValid,
  disruptionBudgetSelectorIsValid,
  hpaBehaviorIsValid,
  hpaMetricHasItsSource,
  hpaMetricIsNamed,
  hpaMetricTargetIsValid,
  hpaReplicasAreInBounds,
  hpaTargetIsNamed,
  priorityClassIsValid,
];
