import { type Finding, type Rule } from '../../rule.ts';
import { required } from '../field-error.ts';
import { workloadOf } from './workload-of.ts';

export const replicationControllerSelects: Rule = {
  id: 'replication-controller-selects',
  severity: 'error',
  why: 'a ReplicationController finds its pods by its selector, which is the labels of its template where it has none',
  source: 'https://kubernetes.io/docs/concepts/workloads/controllers/replicationcontroller/#pod-selector',
  kinds: ['/ReplicationController'],
  check(subject) {
    const { selector, template } = workloadOf(subject);
    const found: Finding[] = [];
    if (Object.keys(selector ?? {}).length === 0) found.push(required('spec.selector', 'write labels into the template'));
    if (template === undefined) found.push(required('spec.template', 'say which pods to run'));
    return found;
  },
};
