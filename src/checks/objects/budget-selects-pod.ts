import { at } from '../field.ts';
import { labelledPodIndex } from '../operator-pods.ts';
import { type Rule } from '../rule.ts';
import { describeSelector } from '../describe-selector.ts';

export const budgetSelectsPod: Rule = {
  id: 'budget-selects-pod',
  severity: 'error',
  why: 'a drain takes all pods of the workload at once that the budget was meant to protect',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#identify-an-application-to-protect',
  kinds: ['policy/PodDisruptionBudget'],
  *check({ manifest, identity, set }) {
    const selector = at(manifest, 'spec', 'selector');
    if (labelledPodIndex(set).selectedBy(selector, identity.namespace).length > 0) return;
    yield {
      path: 'spec.selector',
      message: selector === undefined ? 'Required value: selects the pods to protect' : `no pod is selected by ${describeSelector(selector)}`,
      fix: 'repeat the labels of the workload\'s selector',
    };
  },
};
