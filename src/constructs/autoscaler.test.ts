import { describe, expect, it } from '@jest/globals';
import { Autoscaler, SCALING_BEHAVIOR, type ScaleProps } from './autoscaler.ts';
import { exampleSystem, objectOf, problemsOf } from './test-support.ts';

function of(scale: ScaleProps) {
  const system = exampleSystem();
  new Autoscaler(system, 'any id', { component: 'app', scale });
  return objectOf(system, 'HorizontalPodAutoscaler');
}

function utilization(name: string, averageUtilization: number) {
  return { resource: { name, target: { averageUtilization, type: 'Utilization' } }, type: 'Resource' };
}

describe('an autoscaler', () => {
  it('scales the Deployment of its component by CPU, in the last wave', () => {
    expect(of({ min: 2, max: 5 })).toEqual({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: {
        name: 'app',
        namespace: 'shop-staging',
        annotations: { 'argocd.argoproj.io/sync-wave': '2' },
        labels: {
          'app.kubernetes.io/component': 'app',
          'app.kubernetes.io/instance': 'shop-staging',
          'app.kubernetes.io/managed-by': 'slipway',
          'app.kubernetes.io/name': 'shop',
          'app.kubernetes.io/part-of': 'shop',
        },
      },
      spec: {
        behavior: {
          scaleDown: {
            policies: [
              { periodSeconds: 60, type: 'Pods', value: 1 },
              { periodSeconds: 60, type: 'Percent', value: 10 },
            ],
            selectPolicy: 'Max',
            stabilizationWindowSeconds: 300,
          },
          scaleUp: {
            policies: [
              { periodSeconds: 60, type: 'Pods', value: 4 },
              { periodSeconds: 60, type: 'Percent', value: 100 },
            ],
            selectPolicy: 'Max',
            stabilizationWindowSeconds: 0,
          },
        },
        maxReplicas: 5,
        metrics: [utilization('cpu', 70)],
        minReplicas: 2,
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'app' },
      },
    });
  });

  const queue = { external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '10' } }, type: 'External' } as const;
  it.each<[string, Partial<ScaleProps>, unknown[]]>([
    ['CPU at another share', { cpu: '55%' }, [utilization('cpu', 55)]],
    ['memory alone', { memory: '80%' }, [utilization('memory', 80)]],
    ['CPU and memory', { cpu: '60%', memory: '80%' }, [utilization('cpu', 60), utilization('memory', 80)]],
    ['a metric of its own alone', { metrics: [queue] }, [queue]],
    ['CPU and a metric of its own', { cpu: '60%', metrics: [queue] }, [utilization('cpu', 60), queue]],
  ])('follows %s', (_name, scale, metrics) => {
    expect(of({ min: 1, max: 2, ...scale }).spec.metrics).toEqual(metrics);
  });

  it('takes another behaviour', () => {
    const behavior = { ...SCALING_BEHAVIOR, scaleDown: { selectPolicy: 'Disabled' } as const };
    expect(of({ min: 1, max: 2, behavior }).spec.behavior).toEqual(behavior);
  });

  it.each<[string, ScaleProps, string[]]>([
    ['a minimum over the maximum', { min: 5, max: 2 }, ['app.scale.max: the maximum 2 is below the minimum 5']],
    ['no replica at all', { min: 0, max: 0 }, ['app.scale.min: 0 is out of range', 'app.scale.max: 0 is out of range']],
    ['a zero too many', { min: 1, max: 10_000 }, ['app.scale.max: 10000 is out of range']],
    ['a share without its sign', { min: 1, max: 2, cpu: '70' }, ['app.scale.cpu: "70" is not a share of the request']],
    ['a share of nothing', { min: 1, max: 2, memory: '0%' }, ['app.scale.memory: "0%" is not a share of the request']],
  ])('is checked: %s', (_name, scale, problems) => {
    expect(problemsOf(() => of(scale))).toEqual(problems);
  });
});
