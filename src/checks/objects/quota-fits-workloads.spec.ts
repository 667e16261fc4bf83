import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { checkBy } from '../check-manifests.ts';
import { describeRule } from '../test-support/describe-rule.ts';
import { container, hookJob, object, podSpec } from '../test-support/manifests.ts';
import { quotaFitsWorkloads } from './quota-fits-workloads.ts';

const quota = (hard: object) => object('v1', 'ResourceQuota', 'shop', { spec: { hard } });
const pod = (cpu: string, memory = '1Gi') => podSpec({ containers: [container({ resources: { requests: { cpu, memory }, limits: { cpu: '2', memory } } })] });
const app = (replicas: number | undefined, cpu: string, strategy?: object, name = 'web') =>
  object('apps/v1', 'Deployment', name, { spec: { ...(replicas === undefined ? {} : { replicas }), ...(strategy === undefined ? {} : { strategy }), template: { spec: pod(cpu) } } });
const scaler = object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', { spec: { minReplicas: 3, maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' } } });
const store = object('apps/v1', 'StatefulSet', 'db', { spec: { template: { spec: pod('1') } } });
const cnpg = object('postgresql.cnpg.io/v1', 'Cluster', 'pg', { spec: { instances: 3, resources: { requests: { cpu: '1', memory: '4Gi' }, limits: { cpu: '2', memory: '4Gi' } } } });
const volumes = object('postgresql.cnpg.io/v1', 'Cluster', 'pg', { spec: { instances: 3, storage: { size: '100Gi' }, walStorage: { size: '10Gi' } } });
const kept = object('apps/v1', 'StatefulSet', 'kept', { spec: { replicas: 2, template: { spec: pod('1') }, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { resources: { requests: { storage: '10Gi' } } } }] } });
const claim = object('v1', 'PersistentVolumeClaim', 'files', { spec: { resources: { requests: { storage: '10Gi' } } } });
const migrate = hookJob('shop-migrate', { pod: { containers: [container({ resources: { requests: { cpu: '500m', memory: '512Mi' } } })] } });
const rollout = (strategy: object) => object('argoproj.io/v1alpha1', 'Rollout', 'web', { spec: { replicas: 2, strategy, template: { spec: pod('1') } } });
const cpu = ['spec.hard["requests.cpu"]'];
const meshed = (labels: object, annotations: object) => object('apps/v1', 'StatefulSet', 'db', { spec: { template: { metadata: { labels, annotations }, spec: pod('1') } } });
const istio = (inject: string) => meshed({ 'sidecar.istio.io/inject': inject }, { 'sidecar.istio.io/proxyCPU': '100m', 'sidecar.istio.io/proxyMemory': '128Mi' });
const linkerd = meshed({}, { 'linkerd.io/inject': 'enabled', 'config.linkerd.io/proxy-cpu-request': '100m' });

describeRule(quotaFitsWorkloads, {
  accepts: {
    'no quota': [app(50, '4')],
    'room for every volume': [quota({ 'requests.storage': '360Gi', persistentvolumeclaims: '9' }), volumes, kept, claim],
    'a quota that bounds nothing we need': [quota({ 'services.nodeports': '0' }), app(50, '4')],
    'just enough, with one more while rolling': [quota({ 'requests.cpu': '3' }), app(2, '1')],
    'a canary by pods, with one more': [quota({ 'requests.cpu': '3' }), rollout({ canary: { maxSurge: '25%' } })],
    'both colours': [quota({ 'requests.cpu': '4' }), rollout({ blueGreen: {} })],
    'no more while rolling': [quota({ 'requests.cpu': '2' }), app(2, '1', { type: 'Recreate' })],
    'the least of an autoscaler': [quota({ 'requests.cpu': '4' }), app(undefined, '1'), scaler],
    'a workload of another namespace': [quota({ pods: '1' }), object('apps/v1', 'Deployment', 'x', { metadata: { namespace: 'other' }, spec: { replicas: 9, template: { spec: pod('1') } } })],
    'one hook at a time': [quota({ 'requests.cpu': '500m', pods: '1' }), migrate, hookJob('shop-smoke', { pod: { containers: [container({ resources: { requests: { cpu: '100m', memory: '64Mi' } } })] } })],
    'the proxy of a mesh': [quota({ 'requests.cpu': '1100m' }), istio('true')],
    'a pod that stays out of the mesh': [quota({ 'requests.cpu': '1' }), istio('false')],
    'a proxy whose size only the mesh knows': [quota({ 'requests.cpu': '1' }), meshed({ 'sidecar.istio.io/inject': 'true' }, {})],
    'nothing left to run': [quota({ pods: '0' }), app(0, '1')],
    'bounds that are none': [quota({ 'requests.cpu': 'x', pods: { a: 1 } }), app(2, '1')],
    'a default of the namespace': [quota({ 'requests.cpu': '300m' }), object('v1', 'LimitRange', 'shop', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] } }), object('apps/v1', 'StatefulSet', 'x', { spec: { replicas: 3, template: { spec: podSpec() } } })],
  },
  rejects: {
    'too little while rolling': [[quota({ 'requests.cpu': '2500m' }), app(2, '1')], cpu],
    'too little for the least of an autoscaler': [[quota({ 'requests.cpu': '3' }), app(undefined, '1'), scaler], cpu],
    'too little for both colours': [[quota({ 'requests.cpu': '3' }), rollout({ blueGreen: {} })], cpu],
    'too little for a canary whose traffic is shifted': [[quota({ 'requests.cpu': '3' }), rollout({ canary: { maxSurge: '25%', trafficRouting: {} } })], cpu],
    'too little for the Job of an analysis': [[quota({ 'requests.cpu': '1' }), store, object('argoproj.io/v1alpha1', 'AnalysisTemplate', 'ready', { spec: { metrics: [{ provider: { job: { spec: { template: { spec: pod('1') } } } } }] } })], cpu],
    'too little for a share more while rolling': [[quota({ 'requests.cpu': '11' }), app(8, '1', { type: 'RollingUpdate', rollingUpdate: { maxSurge: '50%' } })], cpu],
    'too little for a store and a database': [[quota({ 'requests.cpu': '3', 'requests.memory': '12Gi' }), store, cnpg], ['spec.hard["requests.cpu"]', 'spec.hard["requests.memory"]']],
    'too little for the hook beside the rest': [[quota({ 'requests.cpu': '1' }), store, migrate], cpu],
    'too little for a proxy of Istio': [[quota({ 'requests.cpu': '1', 'requests.memory': '1Gi' }), istio('true')], [...cpu, 'spec.hard["requests.memory"]']],
    'too little for a proxy of Linkerd': [[quota({ 'requests.cpu': '1' }), linkerd], cpu],
    'too few pods': [[quota({ pods: '4' }), app(2, '1'), store, migrate], ['spec.hard.pods']],
    'too little for limits': [[quota({ 'limits.cpu': '5' }), app(2, '1')], ['spec.hard["limits.cpu"]']],
    'too little storage for the volumes of a database': [[quota({ 'requests.storage': '100Gi' }), volumes], ['spec.hard["requests.storage"]']],
    'too few volume claims for a database': [[quota({ persistentvolumeclaims: '5' }), volumes], ['spec.hard.persistentvolumeclaims']],
    'too little storage for a store and a claim': [[quota({ 'requests.storage': '29Gi' }), kept, claim], ['spec.hard["requests.storage"]']],
    'a bound by its short name': [[quota({ cpu: '1' }), app(2, '1')], ['spec.hard.cpu']],
    'too little for a default of the namespace': [[quota({ 'requests.cpu': '200m' }), object('v1', 'LimitRange', 'shop', { spec: { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] } }), object('apps/v1', 'StatefulSet', 'x', { spec: { replicas: 3, template: { spec: podSpec() } } })], cpu],
    'an init container that asks for more than the rest': [[quota({ 'requests.cpu': '1' }), object('apps/v1', 'StatefulSet', 'x', { spec: { template: { spec: podSpec({ initContainers: [container({ resources: { requests: { cpu: '2' } } })] }) } } })], cpu],
  },
});

describe('its message', () => {
  it('says what to type in the overlay, and holds the sums', () => {
    const fixes = (hard: object) => checkBy([quotaFitsWorkloads], [quota(hard), volumes, app(2, '1')] as Manifest[]).map(({ fix }) => fix);
    expect(fixes({ 'requests.storage': '100Gi' })).toEqual(['storage: 330Gi   # or more']);
    expect(fixes({ persistentvolumeclaims: 1, 'requests.cpu': 1, pods: 1 })).toEqual(['volumeClaims: 6   # or more', 'pods: 6   # or more', 'requests: { cpu: "3" }   # or more']);
    const [finding] = checkBy([quotaFitsWorkloads], [quota({ 'requests.memory': '3Gi' }), app(2, '1'), store, migrate] as Manifest[]);
    expect(finding!.message).toBe('the workloads need 4608Mi and the quota allows 3Gi: 3Gi for Deployment web and StatefulSet db at their least, 1Gi more while one of them rolls, 512Mi for one hook Job');
    expect(finding!.fix).toBe('requests: { memory: 4608Mi }   # or more');
  });
});
