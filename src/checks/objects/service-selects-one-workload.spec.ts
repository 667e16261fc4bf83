import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec, service } from '../test-support/manifests.ts';
import { serviceSelectsOneWorkload } from './service-selects-one-workload.ts';

const workload = (name: string, labels: object) => object('apps/v1', 'Deployment', name, { spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() } } });
const web = service({ selector: { app: 'web' } });

describeRule(serviceSelectsOneWorkload, {
  accepts: {
    'one workload': [web, workload('web', { app: 'web' }), workload('api', { app: 'api' })],
    'none': web,
    'a workload and a Job': [web, workload('web', { app: 'web' }), object('batch/v1', 'Job', 'a', { spec: { template: { metadata: { labels: { app: 'web' } }, spec: podSpec() } } })],
    'no selector': [service({ selector: undefined }), workload('a', { app: 'web' }), workload('b', { app: 'web' })],
  },
  rejects: { 'two workloads': [[web, workload('web', { app: 'web' }), workload('worker', { app: 'web', role: 'worker' })], ['spec.selector']] },
});
