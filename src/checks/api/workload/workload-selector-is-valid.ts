import { type Rule } from '../../rule.ts';
import { invalid, required } from '../field-error.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { SELECTOR_KINDS, workloadOf } from './workload-of.ts';

export const workloadSelectorIsValid: Rule = {
  id: 'workload-selector-is-valid',
  severity: 'error',
  why: 'a workload finds its pods by its selector; an empty one would find the pods of all others too',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: SELECTOR_KINDS,
  *check(subject) {
    const { selector } = workloadOf(subject);
    if (selector === undefined) {
      // What the API server says of a DaemonSet is that its selector doesn't match.
      if (subject.kind !== 'apps/DaemonSet') yield required('spec.selector', 'a workload says by which labels it finds its pods');
      return;
    }
    const found = [...labelSelectorFindings(selector, 'spec.selector')];
    yield* found;
    const size = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length;
    if (size === 0) yield { ...invalid('spec.selector', selector, 'must not be empty'), fix: 'write matchLabels with the labels of the template' };
    else if (found.length > 0 && subject.kind !== 'apps/DaemonSet') yield invalid('spec.selector', selector, 'must be a valid label selector');
  },
};
