import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { podMonitorSelectsPod } from './pod-monitor-selects-pod.ts';

const monitor = (matchLabels: object, spec: object = {}) => object('monitoring.coreos.com/v1', 'PodMonitor', 'web', { spec: { selector: { matchLabels }, ...spec } });

describeRule(podMonitorSelectsPod, {
  accepts: {
    'the pods of a Deployment': [deployment(), monitor({ 'app.kubernetes.io/name': 'web' })],
    'the pods of a Postgres cluster': [object('postgresql.cnpg.io/v1', 'Cluster', 'db'), monitor({ 'cnpg.io/cluster': 'db' })],
    'another namespace': monitor({ app: 'web' }, { namespaceSelector: { matchNames: ['other'] } }),
  },
  rejects: { 'no pod': [[deployment(), monitor({ app: 'web' })], ['spec.selector']] },
});
