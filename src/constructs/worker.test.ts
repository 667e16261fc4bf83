import { describe, expect, it } from '@jest/globals';
import { Probe } from './probe.ts';
import { type ExampleOverrides, exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';
import { Worker, type WorkerProps } from './worker.ts';

function build(props: Partial<WorkerProps> = {}, overrides: ExampleOverrides = {}) {
  const system = exampleSystem(overrides);
  new Worker(system, 'any id', { name: 'worker', image: system.image('app'), live: Probe.none('it answers nobody'), ...props });
  return system;
}

describe('a worker', () => {
  it('is a ServiceAccount, a Deployment and a budget, without Service', () => {
    expect(objectsOf(build()).map(({ kind, metadata }) => [kind, metadata.name])).toEqual([
      ['ServiceAccount', 'worker'],
      ['Deployment', 'worker'],
      ['PodDisruptionBudget', 'worker'],
    ]);
  });

  it('has neither ports nor probes where nothing can be asked, and no delay before it ends', () => {
    const { spec } = objectOf(build(), 'Deployment').spec.template;
    const fields = Object.keys(spec.containers[0]);
    for (const field of ['ports', 'startupProbe', 'readinessProbe', 'livenessProbe', 'lifecycle']) expect(fields).not.toContain(field);
    expect(spec.terminationGracePeriodSeconds).toBe(35);
  });

  it.each<[string, Partial<WorkerProps>, object]>([
    [
      'a command',
      { live: Probe.exec(['test', '-f', '/tmp/alive']) },
      { livenessProbe: { exec: { command: ['test', '-f', '/tmp/alive'] }, failureThreshold: 6 }, startupProbe: { exec: { command: ['test', '-f', '/tmp/alive'] }, failureThreshold: 60 } },
    ],
    [
      'a port of its own',
      { live: Probe.http('/live', { port: 8081 }), ready: Probe.http('/ready', { port: 8081 }) },
      { ports: [{ containerPort: 8081, name: 'health', protocol: 'TCP' }], livenessProbe: { httpGet: { port: 8081 } }, readinessProbe: { httpGet: { path: '/ready', port: 8081 } } },
    ],
  ])('is asked by %s', (_name, props, expected) => {
    expect(objectOf(build(props), 'Deployment').spec.template.spec.containers[0]).toMatchObject(expected);
  });

  it('is scraped through a Service that shows its metrics alone', () => {
    const system = build({ metrics: { port: 9090, path: '/prom' }, live: Probe.http('/live', { port: 8081 }) });
    expect(objectOf(system, 'Service').spec).toMatchObject({ ports: [{ name: 'metrics', port: 9090 }], type: 'ClusterIP' });
    expect(objectOf(system, 'ServiceMonitor').spec.endpoints[0]).toMatchObject({ port: 'metrics', path: '/prom' });
    expect(objectsOf(build({ metrics: { port: 9090 } }, { target: { monitoring: undefined } })).map(({ kind }) => kind)).not.toContain('Service');
  });

  it.each<[string, Partial<WorkerProps>, object]>([
    ['stand still', { replicas: 0 }, { replicas: 0 }],
    ['never run twice', { replicas: 1, rollout: { strategy: 'Recreate' } }, { replicas: 1, strategy: { type: 'Recreate' } }],
    ['scale', { scale: { min: 1, max: 3 } }, { revisionHistoryLimit: 5 }],
  ])('may %s', (_name, props, expected) => {
    expect(objectOf(build(props), 'Deployment').spec).toMatchObject(expected);
  });

  it.each<[string, Partial<WorkerProps>, string[]]>([
    ['a probe that knows no port', { live: Probe.http('/live') }, ['worker.live.port: the probe needs a port: the workload serves none']],
    ['readiness that is wrong', { ready: Probe.exec([]) }, ['worker.ready.command: an empty command asks nothing']],
    ['liveness that asks what readiness asks', { live: Probe.tcp({ port: 8081 }), ready: Probe.tcp({ port: 8081 }) }, ['worker.live: liveness asks what readiness asks, so whatever makes it unready would restart it, too']],
  ])('is checked: %s', (_name, props, problems) => {
    expect(problemsOf(() => build(props))).toEqual(problems);
  });
});
