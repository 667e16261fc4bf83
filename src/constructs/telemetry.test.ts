import { describe, expect, it } from '@jest/globals';
import { Probe } from './probe.ts';
import { type Telemetry } from './target.ts';
import { telemetry } from './telemetry.ts';
import { exampleSystem, objectOf, objectsOf, policyOf, problemsOf, type Rendered } from './test-support.ts';
import { Worker } from './worker.ts';

const COLLECTORS: Telemetry = {
  otlp: 'http://otel-collector.observability:4317',
  loki: 'http://loki.observability:3100/loki/api/v1/push',
  tempo: 'http://tempo.observability:3200',
  to: { namespace: 'observability', labels: {} },
};

function worker(facts: Telemetry | undefined, variables?: { loki?: string; tempo?: string }) {
  const system = exampleSystem({ target: { telemetry: facts } });
  const image = system.image('app');
  new Worker(system, 'app', { name: 'app', image, live: Probe.exec(['true']), uses: [telemetry(system, { service: 'app', image, variables })] });
  return system;
}

const envOf = (system: ReturnType<typeof worker>): Rendered => Object.fromEntries(objectOf(system, 'Deployment').spec.template.spec.containers[0].env.map(({ name, value }: Rendered) => [name, value]));

describe('telemetry', () => {
  it('tells the program where to send what, and who it is', () => {
    expect(envOf(worker(COLLECTORS))).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.observability:4317',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=shop-staging,k8s.namespace.name=shop-staging,service.namespace=shop,service.version=sha-1111111',
      OTEL_SERVICE_NAME: 'app',
    });
  });

  it('opens the way to the collector alone, and to Loki and Tempo where the program reads their addresses', () => {
    const otlp = worker(COLLECTORS);
    expect(policyOf(otlp, 'app-to-telemetry-4317-egress').spec.egress[0].to).toEqual([{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'observability' } } }]);
    expect(() => policyOf(otlp, 'app-to-telemetry-3100-egress')).toThrow('0 policies');
    const all = worker(COLLECTORS, { loki: 'LOKI_URL', tempo: 'TEMPO_URL' });
    expect(envOf(all)).toMatchObject({ LOKI_URL: COLLECTORS.loki, TEMPO_URL: COLLECTORS.tempo });
    for (const port of [3100, 3200, 4317]) expect(policyOf(all, `app-to-telemetry-${port}-egress`)).toBeDefined();
  });

  it.each<[string, string]>([
    ['http://collector.observability', 'app-to-telemetry-80-egress'],
    ['https://collector.observability', 'app-to-telemetry-443-egress'],
  ])('knows the port of %s', (otlp, edge) => {
    expect(policyOf(worker({ ...COLLECTORS, otlp }), edge)).toBeDefined();
  });

  it('is nothing where the target collects nothing, and may be used all the same', () => {
    const system = worker(undefined, { loki: 'LOKI_URL' });
    expect(Object.keys(envOf(system)).filter((name) => /OTEL|LOKI/.test(name))).toEqual([]);
    expect(objectsOf(system).filter(({ kind }) => kind === 'NetworkPolicy')).toEqual([]);
  });

  it('leaves out what the target has not', () => {
    const { loki: _, ...facts } = COLLECTORS;
    expect(Object.keys(envOf(worker(facts, { loki: 'LOKI_URL' })))).not.toContain('LOKI_URL');
  });

  it('refuses a variable that is none', () => {
    expect(problemsOf(() => worker(COLLECTORS, { loki: 'LOKI-URL' }))).toEqual(['app.telemetry.variables.loki: "LOKI-URL" is not the name of an environment variable']);
  });
});
