import { type PodDisruptionBudgetSpec } from '../../../../imports/kubernetes.ts';
import { type Rule } from '../../rule.ts';
import { eachInvalid } from '../config/each-invalid.ts';
import { specOf } from '../config/spec-of.ts';
import { invalid, notSupported } from '../field-error.ts';
import { atMostAllErrors, intOrPercentErrors } from '../syntax/int-or-percent.ts';

export const disruptionBudgetIsValid: Rule = {
  id: 'disruption-budget-is-valid',
  severity: 'error',
  why: 'the API server refuses a budget that counts both ways, or in numbers that are none',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#specifying-a-poddisruptionbudget',
  kinds: ['policy/PodDisruptionBudget'],
  keys: ['minAvailable', 'maxUnavailable', 'unhealthyPodEvictionPolicy'],
  *check(subject) {
    const { minAvailable, maxUnavailable, unhealthyPodEvictionPolicy: policy } = specOf<PodDisruptionBudgetSpec>(subject);
    const amounts = { minAvailable: minAvailable ?? undefined, maxUnavailable: maxUnavailable ?? undefined };
    if (amounts.minAvailable !== undefined && amounts.maxUnavailable !== undefined) {
      yield { ...invalid('spec', amounts, 'minAvailable and maxUnavailable cannot be both set'), fix: 'remove minAvailable' };
    }
    for (const [key, amount] of Object.entries(amounts)) {
      if (amount !== undefined) yield* eachInvalid(`spec.${key}`, amount, [...intOrPercentErrors(amount), ...atMostAllErrors(amount)]);
    }
    if (typeof policy === 'string' && !POLICIES.includes(policy)) yield notSupported('spec.unhealthyPodEvictionPolicy', policy, POLICIES);
  },
};

const POLICIES: readonly string[] = ['AlwaysAllow', 'IfHealthyBudget'];
