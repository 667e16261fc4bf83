import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { type Diff, type Impact, type ImpactId, type Risk } from './diff.ts';
import { diffManifests } from './diff-manifests.ts';
import { SCHEMAS } from './test-support/schemas.ts';

const object = (apiVersion: string, kind: string, rest: object, metadata: object = {}): Manifest => ({ apiVersion, kind, metadata: { name: 'web', namespace: 'shop', ...metadata }, ...rest });
const diffOf = (before: readonly Manifest[], after: readonly Manifest[]): Diff => diffManifests(before, after, { schemas: SCHEMAS });
const impactsOf = (diff: Diff, id: ImpactId): readonly Impact[] => diff.objects.flatMap(({ impacts }) => impacts.filter((impact) => impact.id === id));

function workload(kind: string, spec: object, image = 'registry.example/web:1'): Manifest {
  return object('apps/v1', kind, { spec: { selector: { matchLabels: { app: 'web' } }, template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image }] } }, ...spec } });
}
const rolling = (replicas: number, rollingUpdate: object): object => ({ replicas, strategy: { type: 'RollingUpdate', rollingUpdate } });
const daemon = (maxUnavailable: unknown): object => ({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable } } });
const autoscaler = (spec: object): Manifest => object('autoscaling/v2', 'HorizontalPodAutoscaler', { spec: { minReplicas: 2, maxReplicas: 6, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, ...spec } });
const scaled = (spec: object): Manifest => object('keda.sh/v1alpha1', 'ScaledObject', { spec: { scaleTargetRef: { name: 'web' }, ...spec } });
const quota = (hard: object): Manifest => object('v1', 'ResourceQuota', { spec: { hard } });
const range = (limit: object): Manifest => object('v1', 'LimitRange', { spec: { limits: [{ type: 'Container', ...limit }] } });

describe('a rollout', () => {
  it.each<[string, string, object, Risk]>([
    ['may miss all of its pods', 'Deployment', rolling(3, { maxUnavailable: '100%' }), 'high'],
    ['may miss as many as there are', 'Deployment', rolling(2, { maxUnavailable: 2, maxSurge: 0 }), 'high'],
    ['may miss its only pod', 'Deployment', rolling(1, { maxUnavailable: 1 }), 'high'],
    ['has but one pod, and may have none too many', 'Deployment', rolling(1, { maxUnavailable: '25%', maxSurge: 0 }), 'high'],
    ['has but one pod, and may have one too many', 'Deployment', rolling(1, {}), 'medium'],
    ['keeps one', 'Deployment', rolling(3, { maxUnavailable: 2 }), 'medium'],
    ['keeps one by percentage', 'Deployment', rolling(3, { maxUnavailable: '99%' }), 'medium'],
    ['may miss the pods of all nodes', 'DaemonSet', daemon('100%'), 'high'],
    ['goes from node to node', 'DaemonSet', daemon(1), 'medium'],
  ])('is an outage where it %s', (_what, kind, spec, risk) => {
    const [found] = impactsOf(diffOf([workload(kind, spec)], [workload(kind, spec, 'registry.example/web:2')]), 'rolling-restart');
    expect(found!.risk).toBe(risk);
    expect(found!.reason.includes('before a new one serves')).toBe(risk === 'high');
  });

  it('is told of before it is an outage', () => {
    const [found] = impactsOf(diffOf([workload('Deployment', rolling(3, {}))], [workload('Deployment', rolling(3, { maxUnavailable: 3 }))]), 'in-place');
    expect(found).toMatchObject({ risk: 'medium', reason: 'Deployment web changes in place: from the next rollout on, all of its pods may be gone before a new one serves' });
  });

  it('goes by how many pods an autoscaler keeps at least', () => {
    const [before, after] = ['registry.example/web:1', 'registry.example/web:2'].map((image) => workload('Deployment', { strategy: { rollingUpdate: { maxUnavailable: 2 } } }, image));
    expect(impactsOf(diffOf([before!, autoscaler({})], [after!, autoscaler({})]), 'rolling-restart')[0]!.risk).toBe('high');
    expect(impactsOf(diffOf([before!, autoscaler({ minReplicas: 3 })], [after!, autoscaler({ minReplicas: 3 })]), 'rolling-restart')[0]!.risk).toBe('medium');
  });
});

describe('an autoscaler', () => {
  it.each<[string, Manifest, Manifest, Risk, string]>([
    ['more pods at least', autoscaler({}), autoscaler({ minReplicas: 4 }), 'low', 'keeps 4 to 6 pods of Deployment web instead of 2 to 6 pods'],
    ['fewer pods at most', autoscaler({}), autoscaler({ maxReplicas: 3 }), 'medium', 'keeps 2 to 3 pods of Deployment web instead of 2 to 6 pods'],
    ['one pod at least', autoscaler({}), autoscaler({ minReplicas: 1 }), 'medium', 'keeps 1 to 6 pods of Deployment web instead of 2 to 6 pods'],
    ['another workload', autoscaler({}), autoscaler({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'api' } }), 'high', 'scales Deployment api instead of Deployment web'],
    ['another measure', autoscaler({}), autoscaler({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } }] }), 'medium', 'scales Deployment web by other measures or at another pace, from 2 to 6 pods'],
    ['nothing at least, by KEDA', scaled({ minReplicaCount: 2 }), scaled({}), 'high', 'keeps 0 to 100 pods of Deployment web instead of 2 to 100 pods'],
  ])('that is given %s tells from what to what', (_what, before, after, risk, reason) => {
    expect(impactsOf(diffOf([before], [after]), 'scale').map((impact) => [impact.risk, impact.reason])).toEqual([[risk, `${before.kind} web ${reason}`]]);
  });

  it('that goes is told as well', () => {
    expect(impactsOf(diffOf([autoscaler({})], []), 'scale')).toMatchObject([{ risk: 'medium', reason: 'HorizontalPodAutoscaler web goes: nothing scales Deployment web any more' }]);
  });
});

describe('what a namespace may hold', () => {
  it.each<[string, Manifest[], Manifest[], Risk, string]>([
    ['fewer pods', [quota({ pods: '10' })], [quota({ pods: '5' })], 'medium', 'pods 5 instead of 10'],
    ['no pods', [quota({ pods: '10' })], [quota({ pods: '0' })], 'high', 'nothing more that counts as it can be made'],
    ['less memory', [quota({ 'requests.memory': '8Gi' })], [quota({ 'requests.memory': '4Gi' })], 'medium', 'requests.memory 4Gi instead of 8Gi'],
    ['a limit more', [quota({ pods: '10' })], [quota({ pods: '10', secrets: '3' })], 'medium', 'secrets 3 instead of without limit'],
    ['a quota that comes', [], [quota({ pods: '10' })], 'medium', 'pods 10 instead of without limit'],
    ['more pods', [quota({ pods: '5' })], [quota({ pods: '10' })], 'low', 'loosens what its namespace may hold'],
    ['a quota that goes', [quota({ pods: '5' })], [], 'low', 'pods without limit instead of 5'],
    ['less for a container', [range({ max: { cpu: '2' } })], [range({ max: { cpu: '1' } })], 'medium', 'max cpu of a Container 1 instead of 2'],
    ['more that it must ask for', [range({ min: { cpu: '100m' } })], [range({ min: { cpu: '200m' } })], 'medium', 'min cpu of a Container 200m instead of 100m'],
    ['another default', [range({ default: { cpu: '1' }, defaultRequest: { cpu: '1' } })], [range({ default: { cpu: '2' }, defaultRequest: { cpu: '1' } })], 'medium', 'default cpu of a Container 2 instead of 1'],
  ])('is told: %s', (_what, before, after, risk, reason) => {
    const found = impactsOf(diffOf(before, after), 'capacity');
    expect(found.map((impact) => impact.risk)).toEqual([risk]);
    expect(found[0]!.reason).toContain(reason);
  });
});
