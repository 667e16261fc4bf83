import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec } from '../test-support/manifests.ts';
import { workloadHasBudget } from './workload-has-budget.ts';

const LABELS = { app: 'web' };
const web = (replicas?: number) => object('apps/v1', 'Deployment', 'web', { spec: { ...(replicas === undefined ? {} : { replicas }), selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec() } } });
const budget = object('policy/v1', 'PodDisruptionBudget', 'web', { spec: { maxUnavailable: 1, selector: { matchLabels: LABELS } } });

describeRule(workloadHasBudget, {
  accepts: {
    'one that has': [web(2), budget],
    'one pod': web(1),
    'nothing said, which is one': web(),
  },
  rejects: {
    'two pods without': [web(2), ['spec.selector']],
    'a budget of others': [[web(2), object('policy/v1', 'PodDisruptionBudget', 'x', { spec: { selector: { matchLabels: { app: 'x' } } } })], ['spec.selector']],
    'more under load': [[web(), object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { maxReplicas: 5, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } })], ['spec.selector']],
  },
});
