import { type PodDisruptionBudgetSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { specOf } from '../config/spec-of.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';

export const disruptionBudgetSelectorIsValid: Rule = {
  id: 'disruption-budget-selector-is-valid',
  severity: 'error',
  why: 'the API server refuses a selector that no labels can satisfy as it is written',
  source: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors',
  kinds: ['policy/PodDisruptionBudget'],
  keys: ['selector'],
  check: (subject) => labelSelectorFindings(specOf<PodDisruptionBudgetSpec>(subject).selector ?? undefined, 'spec.selector'),
};
