import { describeRule } from '../test-support/describe-rule.ts';
import { deployment, object } from '../test-support/manifests.ts';
import { podHasOneBudget } from './pod-has-one-budget.ts';

const budget = (name: string, matchLabels: object, namespace = 'shop') => object('policy/v1', 'PodDisruptionBudget', name, { metadata: { namespace }, spec: { maxUnavailable: 1, selector: { matchLabels } } });
const WEB = { 'app.kubernetes.io/name': 'web' };

describeRule(podHasOneBudget, {
  accepts: {
    'one budget': [budget('a', WEB), deployment()],
    'two for other pods': [budget('a', WEB), budget('b', { app: 'api' }), deployment()],
    'two in two namespaces': [budget('a', WEB), budget('a', WEB, 'other'), deployment()],
    'two that select nothing': [budget('a', { app: 'x' }), budget('b', { app: 'x' })],
  },
  rejects: { 'two for one workload': [[budget('a', WEB), budget('b', {}), deployment()], ['spec.selector', 'spec.selector']] },
});
