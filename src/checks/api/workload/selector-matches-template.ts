import { type Rule } from '../../rule.ts';
import { hasLabels, selects } from '../../../api/label-selector.ts';
import { describeSelector } from '../../describe-selector.ts';
import { invalid } from '../field-error.ts';
import { labelSelectorFindings } from '../syntax/label-selector.ts';
import { WORKLOAD_KINDS, workloadOf } from './workload-of.ts';

export const selectorMatchesTemplate: Rule = {
  id: 'selector-matches-template',
  severity: 'error',
  why: 'a workload that does not find the pods it made would make more without end',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector',
  kinds: WORKLOAD_KINDS,
  check(subject) {
    const { selector, template } = workloadOf(subject);
    const labels = template?.metadata?.labels ?? {};
    if (subject.kind === '/ReplicationController') {
      return hasLabels((selector ?? {}) as Readonly<Record<string, string>>, labels) ? [] : [mismatch(labels, { matchLabels: selector })];
    }
    for (const _broken of labelSelectorFindings(selector, '')) return [];
    return selects(selector, labels) ? [] : [mismatch(labels, selector)];
  },
};

function mismatch(labels: Readonly<Record<string, string>>, selector: unknown) {
  const wanted = selector === undefined ? 'a selector, and there is none' : describeSelector(selector);
  return { ...invalid('spec.template.metadata.labels', labels, `the selector does not select the template's pods: it wants ${wanted}`), fix: 'give the template the labels of the selector' };
}
