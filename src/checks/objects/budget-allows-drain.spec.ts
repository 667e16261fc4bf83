import { describeRule } from '../test-support/describe-rule.ts';
import { object, podSpec } from '../test-support/manifests.ts';
import { budgetAllowsDrain } from './budget-allows-drain.ts';

const LABELS = { app: 'web' };
const budget = (spec: object) => object('policy/v1', 'PodDisruptionBudget', 'web', { spec: { selector: { matchLabels: LABELS }, ...spec } });
const web = (replicas?: number, kind = 'Deployment') => object('apps/v1', kind, 'web', { spec: { ...(replicas === undefined ? {} : { replicas }), selector: { matchLabels: LABELS }, template: { metadata: { labels: LABELS }, spec: podSpec() } } });
const scaler = (minReplicas?: number) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { maxReplicas: 9, ...(minReplicas === undefined ? {} : { minReplicas }), scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } });

describeRule(budgetAllowsDrain, {
  accepts: {
    'one may go': [budget({ maxUnavailable: 1 }), web(1)],
    'a share, which is rounded up': [budget({ maxUnavailable: '10%' }), web(3)],
    'one less than there are': [budget({ minAvailable: 2 }), web(3)],
    'half of them': [budget({ minAvailable: '50%' }), web(2)],
    'as many as the autoscaler leaves beyond': [budget({ minAvailable: 2 }), web(), scaler(3)],
    'pods that nobody counts here': budget({ minAvailable: 3 }),
    'pods on every node': [budget({ minAvailable: 3 }), web(undefined, 'DaemonSet')],
    'nothing running': [budget({ minAvailable: 1 }), web(0)],
    'neither field': [budget({}), web(2)],
    'a value of another shape': [budget({ minAvailable: 'most' }), web(2)],
  },
  rejects: {
    'none may be missing': [[budget({ maxUnavailable: 0 }), web(3)], ['spec.maxUnavailable']],
    'none in a hundred': [[budget({ maxUnavailable: '0%' }), web(3)], ['spec.maxUnavailable']],
    'all must be there': [[budget({ minAvailable: 3 }), web(3)], ['spec.minAvailable']],
    'all in a hundred': [budget({ minAvailable: '100%' }), ['spec.minAvailable']],
    'a share that is rounded up to all': [[budget({ minAvailable: '90%' }), web(3)], ['spec.minAvailable']],
    'the only one': [[budget({ minAvailable: 1 }), web()], ['spec.minAvailable']],
    'all that the autoscaler keeps at the least': [[budget({ minAvailable: 2 }), web(), scaler(2)], ['spec.minAvailable']],
    'more than there are': [[budget({ minAvailable: 5 }), web(3)], ['spec.minAvailable']],
  },
});
