import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { disruptionBudgetSelectorIsValid } from './disruption-budget-selector-is-valid.ts';

const budget = (spec: object) => object('policy/v1', 'PodDisruptionBudget', 'web', { spec });

describeRule(disruptionBudgetSelectorIsValid, {
  accepts: {
    'labels': budget({ selector: { matchLabels: { app: 'web' } } }),
    'none': budget({}),
  },
  rejects: {
    'a value': [budget({ selector: { matchLabels: { app: '-web' } } }), ['spec.selector.matchLabels']],
    'values for none': [budget({ selector: { matchExpressions: [{ key: 'app', operator: 'Exists', values: ['web'] }] } }), ['spec.selector.matchExpressions[0].values']],
  },
});
