import { describe, expect, it } from '@jest/globals';
import { type Listening, containerPorts } from './container-ports.ts';
import { Probe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { problemsOf } from './test-support.ts';

function of(listening: Listening) {
  const check = new PropCheck('app');
  const ports = containerPorts(check, listening);
  check.throwIfAny();
  return ports;
}

describe('the ports of a container', () => {
  it.each<[string, Listening, [string, number][]]>([
    ['one that serves', { http: 3000, probes: { live: Probe.http('/up') } }, [['http', 3000]]],
    ['metrics on the same port', { http: 3000, metrics: 3000, probes: {} }, [['http', 3000]]],
    ['metrics on their own', { http: 3000, metrics: 9090, probes: {} }, [['http', 3000], ['metrics', 9090]]],
    ['a probe on the metrics port', { metrics: 9090, probes: { live: Probe.http('/up', { port: 9090 }) } }, [['metrics', 9090]]],
    ['probes on their own', { probes: { live: Probe.tcp({ port: 8081 }), ready: Probe.http('/r', { port: 8082 }) } }, [['health', 8081], ['health-8082', 8082]]],
    ['none', { probes: { live: Probe.none('a batch'), ready: undefined, startup: Probe.exec(['true']) } }, []],
  ])('are %s', (_name, listening, ports) => {
    expect(of(listening)).toEqual(ports.map(([name, containerPort]) => ({ containerPort, name, protocol: 'TCP' })));
  });

  it.each<[string, Listening, string[]]>([
    ['a privileged one', { http: 80, probes: {} }, ['app.port: 80 needs a privilege that the pod does not have']],
    ['no port at all', { http: 70_000, metrics: 1.5, probes: {} }, ['app.port: 70000 is out of range', 'app.metrics.port: 1.5 is out of range']],
    ['a probe that knows no port', { probes: { live: Probe.http('/up') } }, ['app.live.port: the probe needs a port: the workload serves none']],
  ])('are checked: %s', (_name, listening, problems) => {
    expect(problemsOf(() => of(listening))).toEqual(problems);
  });
});
