import { describeRule } from '../test-support/describe-rule.ts';
import { object } from '../test-support/manifests.ts';
import { budgetEvictsUnhealthy } from './budget-evicts-unhealthy.ts';

const budget = (spec: object) => object('policy/v1', 'PodDisruptionBudget', 'a', { spec });

describeRule(budgetEvictsUnhealthy, {
  accepts: {
    'always': budget({ unhealthyPodEvictionPolicy: 'AlwaysAllow' }),
    'said otherwise': budget({ unhealthyPodEvictionPolicy: 'IfHealthyBudget' }),
  },
  rejects: {
    'nothing said': [budget({}), ['spec.unhealthyPodEvictionPolicy']],
  },
});
