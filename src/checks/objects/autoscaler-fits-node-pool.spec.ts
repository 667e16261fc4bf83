import { describeRule } from '../test-support/describe-rule.ts';
import { container, object, podSpec } from '../test-support/manifests.ts';
import { autoscalerFitsNodePool } from './autoscaler-fits-node-pool.ts';

const web = (nodeSelector?: object) =>
  object('apps/v1', 'Deployment', 'web', { spec: { selector: {}, template: { metadata: {}, spec: podSpec({ ...(nodeSelector === undefined ? {} : { nodeSelector }), containers: [container({ resources: { requests: { cpu: '500m', memory: '1Gi' } } })] }) } } });
const scaler = (maxReplicas: number) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { minReplicas: 2, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } });
const SPOT = { 'acme.example/capacity': 'spot' };

describeRule(autoscalerFitsNodePool, {
  context: { nodePools: { spot: { labels: SPOT, taints: [], capacity: { cpu: '4', pods: 20 } }, big: { labels: { 'acme.example/capacity': 'big' }, taints: [] } } },
  accepts: {
    'as many as fit': [scaler(8), web(SPOT)],
    'a pool of unknown size': [scaler(100), web({ 'acme.example/capacity': 'big' })],
    'any nodes': [scaler(100), web()],
    'no target': scaler(100),
  },
  rejects: { 'too many': [[scaler(9), web(SPOT)], ['spec.maxReplicas']] },
});
