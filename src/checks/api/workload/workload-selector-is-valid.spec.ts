import { describeRule } from '../../test-support/describe-rule.ts';
import { object, workload } from '../../test-support/manifests.ts';
import { workloadSelectorIsValid } from './workload-selector-is-valid.ts';

const selecting = (kind: string, selector?: object) => object('apps/v1', kind, 'web', { spec: { selector } });

describeRule(workloadSelectorIsValid, {
  accepts: { 'labels': workload('Deployment'), 'an expression': selecting('DaemonSet', { matchExpressions: [{ key: 'a', operator: 'Exists' }] }) },
  rejects: {
    'none': [selecting('ReplicaSet'), ['spec.selector']],
    'an empty one': [selecting('StatefulSet', {}), ['spec.selector']],
    'empty lists': [selecting('DaemonSet', { matchLabels: {}, matchExpressions: [] }), ['spec.selector']],
    'an operator there is not': [selecting('Deployment', { matchExpressions: [{ key: 'a', operator: 'Equals', values: ['b'] }] }), ['spec.selector', 'spec.selector.matchExpressions[0].operator']],
    'a value no label can have': [selecting('Deployment', { matchLabels: { a: 'b c' } }), ['spec.selector', 'spec.selector.matchLabels']],
    'the same of a DaemonSet': [selecting('DaemonSet', { matchLabels: { a: 'b c' } }), ['spec.selector.matchLabels']],
  },
});
