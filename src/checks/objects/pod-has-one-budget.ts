import { at } from '../field.ts';
import { namespaceOf } from '../manifest-set.ts';
import { labelledPodIndex } from '../operator-pods.ts';
import { type Rule } from '../rule.ts';
import { selects } from '../../api/label-selector.ts';
import { shown } from '../shown.ts';

export const podHasOneBudget: Rule = {
  id: 'pod-has-one-budget',
  severity: 'error',
  why: 'a pod with two budgets cannot be evicted at all: the API server answers with an error, and every drain stops there',
  source: 'https://kubernetes.io/docs/tasks/run-application/configure-pdb/#arbitrary-controllers-and-selectors',
  kinds: ['policy/PodDisruptionBudget'],
  among: (set) => (set.ofKind('policy/PodDisruptionBudget').length < 2 ? [] : set.ofKind('policy/PodDisruptionBudget')),
  *check({ manifest, identity, set }) {
    const budgets = set.ofKind('policy/PodDisruptionBudget').filter((budget) => budget !== manifest && namespaceOf(budget) === identity.namespace);
    const own = at(manifest, 'spec', 'selector');
    const pods = labelledPodIndex(set).selectedBy(own, identity.namespace);
    const other = budgets.find((budget) => pods.some(({ labels }) => selects(at(budget, 'spec', 'selector'), labels)));
    if (other !== undefined) yield { path: 'spec.selector', message: `PodDisruptionBudget ${shown(at(other, 'metadata', 'name'))} selects the same pods`, fix: 'remove one of the two, or add a label to its selector' };
  },
};
