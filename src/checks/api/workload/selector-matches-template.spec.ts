import { describeRule } from '../../test-support/describe-rule.ts';
import { object, workload } from '../../test-support/manifests.ts';
import { selectorMatchesTemplate } from './selector-matches-template.ts';

const labelled = (kind: string, selector: object | undefined, labels: object, version = 'apps/v1') => object(version, kind, 'web', { spec: { selector, template: { metadata: { labels } } } });

describeRule(selectorMatchesTemplate, {
  accepts: {
    'the same labels': workload('StatefulSet'),
    'more labels': labelled('Deployment', { matchLabels: { a: 'b' } }, { a: 'b', c: 'd' }),
    'an expression': labelled('DaemonSet', { matchExpressions: [{ key: 'a', operator: 'NotIn', values: ['x'] }, { key: 'b', operator: 'DoesNotExist' }] }, {}),
    'a ReplicationController without a selector, which has that of its template': labelled('ReplicationController', undefined, { a: 'b' }, 'v1'),
    'a selector that is no selector, which another rule says': labelled('Deployment', { matchExpressions: [{ key: 'a', operator: 'x' }] }, {}),
  },
  rejects: {
    'another value': [labelled('ReplicaSet', { matchLabels: { a: 'b' } }, { a: 'c' }), ['spec.template.metadata.labels']],
    'no labels': [object('apps/v1', 'Deployment', 'web', { spec: { selector: { matchLabels: { a: 'b' } }, template: {} } }), ['spec.template.metadata.labels']],
    'no selector': [labelled('DaemonSet', undefined, { a: 'b' }), ['spec.template.metadata.labels']],
    'an expression that does not hold': [labelled('DaemonSet', { matchExpressions: [{ key: 'a', operator: 'In', values: ['x', 'y'] }] }, { a: 'z' }), ['spec.template.metadata.labels']],
    'a ReplicationController with another selector': [labelled('ReplicationController', { a: 'c' }, { a: 'b' }, 'v1'), ['spec.template.metadata.labels']],
  },
});
