import { describeRule } from '../../test-support/describe-rule.ts';
import { object } from '../../test-support/manifests.ts';
import { disruptionBudgetIsValid } from './disruption-budget-is-valid.ts';

const budget = (spec: object) => object('policy/v1', 'PodDisruptionBudget', 'web', { spec });

describeRule(disruptionBudgetIsValid, {
  accepts: {
    'one number': budget({ maxUnavailable: 0 }),
    'a part': budget({ minAvailable: '100%', unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    'nothing': budget({}),
  },
  rejects: {
    'both': [budget({ minAvailable: 1, maxUnavailable: 1 }), ['spec']],
    'less than nothing': [budget({ maxUnavailable: -1 }), ['spec.maxUnavailable']],
    'more than all': [budget({ minAvailable: '101%' }), ['spec.minAvailable']],
    'no number': [budget({ minAvailable: '1' }), ['spec.minAvailable']],
    'a policy': [budget({ unhealthyPodEvictionPolicy: '' }), ['spec.unhealthyPodEvictionPolicy']],
  },
});
