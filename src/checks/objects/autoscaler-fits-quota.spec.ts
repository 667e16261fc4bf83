import { describeRule } from '../test-support/describe-rule.ts';
import { container, object, podSpec } from '../test-support/manifests.ts';
import { autoscalerFitsQuota } from './autoscaler-fits-quota.ts';

const web = object('apps/v1', 'Deployment', 'web', { spec: { selector: {}, template: { metadata: {}, spec: podSpec({ containers: [container({ resources: { requests: { cpu: '500m', memory: '1Gi' }, limits: { memory: '1Gi' } } })] }) } } });
const api = object('apps/v1', 'Deployment', 'api', { spec: { replicas: 2, selector: {}, template: { metadata: {}, spec: podSpec({ containers: [container({ resources: { requests: { cpu: '1' } } })] }) } } });
const scaler = (maxReplicas: number, minReplicas = 2) => object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { minReplicas, maxReplicas, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } });
const keda = object('keda.sh/v1alpha1', 'ScaledObject', 'web', { spec: { maxReplicaCount: 9, scaleTargetRef: { name: 'web' } } });
const quota = (hard: object, rest: object = {}) => object('v1', 'ResourceQuota', 'shop', { spec: { hard, ...rest } });

describeRule(autoscalerFitsQuota, {
  accepts: {
    'no quota': [scaler(100), web],
    'as much as there is': [scaler(4), web, api, quota({ 'requests.cpu': '4', pods: '6' })],
    'a quota for some pods only': [scaler(100), web, quota({ pods: '1' }, { scopes: ['BestEffort'] })],
    'no target': [scaler(100), quota({ pods: '1' })],
    'what it does not bound': [scaler(100), web, quota({ 'requests.storage': '1Gi' })],
    'what is too much at the least already': [scaler(2), web, quota({ pods: '1' })],
  },
  rejects: {
    'too much of a resource': [[scaler(5), web, api, quota({ 'requests.cpu': '4' })], ['spec.maxReplicas']],
    'a resource by its short name': [[scaler(5), web, api, quota({ cpu: '4' })], ['spec.maxReplicas']],
    'too many pods': [[scaler(5), web, api, quota({ pods: '6' })], ['spec.maxReplicas']],
    'too many for KEDA': [[keda, web, quota({ pods: '6' })], ['spec.maxReplicaCount']],
  },
});
