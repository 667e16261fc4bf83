import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec } from '../test-support/manifests.ts';
import { workloadSelectorIsOwn } from './workload-selector-is-own.ts';

const workload = (name: string, matchLabels: object, labels: object, kind = 'Deployment', namespace = 'shop') =>
  object('apps/v1', kind, name, { metadata: { namespace }, spec: { selector: { matchLabels }, template: { metadata: { labels }, spec: podSpec() } } });

describeRule(workloadSelectorIsOwn, {
  accepts: {
    'one workload': workload('web', { app: 'web' }, { app: 'web' }),
    'each its own': [workload('web', { app: 'web' }, { app: 'web' }), workload('api', { app: 'api' }, { app: 'api' })],
    'the same in another namespace': [workload('web', { app: 'web' }, { app: 'web' }), workload('web', { app: 'web' }, { app: 'web' }, 'Deployment', 'other')],
    'a Job with the same labels': [workload('web', { app: 'web' }, { app: 'web' }), object('batch/v1', 'Job', 'a', { spec: { template: { metadata: { labels: { app: 'web' } }, spec: podSpec() } } })],
    'a selector of another shape': [object('apps/v1', 'Deployment', 'a', { spec: { selector: 'x', template: 3 } }), workload('web', { app: 'web' }, { app: 'web' })],
  },
  rejects: {
    'two that select each other': [[workload('web', { app: 'web' }, { app: 'web' }), workload('api', { app: 'web' }, { app: 'web' })], ['spec.selector', 'spec.selector']],
    'one that selects the other': [[workload('web', { app: 'web' }, { app: 'web' }), workload('db', { tier: 'db' }, { tier: 'db', app: 'web' }, 'StatefulSet')], ['spec.selector']],
  },
});
