import { describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { Dashboard, type DashboardProps } from './dashboard.ts';
import { type ExampleOverrides, type Rendered, exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';

const dashboards = { instance: { dashboards: 'grafana' } };

function build(props: Partial<DashboardProps> = {}, overrides: ExampleOverrides = { target: { dashboards } }) {
  const system = exampleSystem(overrides);
  new Dashboard(system, 'any id', { component: 'api', ...props });
  return system;
}

const modelOf = (system: ReturnType<typeof build>): Rendered => JSON.parse(objectOf(system, 'GrafanaDashboard').spec.json);

describe('a dashboard', () => {
  it('is handed to the target\'s Grafana, and is none of the release\'s health', () => {
    const system = build();
    const { metadata, spec } = objectOf(system, 'GrafanaDashboard');
    expect(metadata).toMatchObject({ name: 'api', annotations: { 'argocd.argoproj.io/ignore-healthcheck': 'true', 'argocd.argoproj.io/sync-wave': '2' } });
    expect(spec).toEqual({ allowCrossNamespaceImport: true, folder: 'shop', instanceSelector: { matchLabels: { dashboards: 'grafana' } }, json: expect.stringMatching(/\}\n$/) });
    expect(checkManifests(collectManifests(system))).toEqual([]);
    if (crdsArePresent) expect(collectManifests(system).flatMap(violationsOf)).toEqual([]);
  });

  it('shows requests, errors, duration and saturation of its own pods alone', () => {
    const { panels } = modelOf(build());
    expect(panels.map(({ title }: Rendered) => title)).toEqual(['Requests', 'Errors', 'Duration', 'Pods', 'CPU of the promised', 'Memory of the limit']);
    const expressions: string[] = panels.flatMap(({ targets }: Rendered) => targets.map(({ expr }: Rendered) => expr));
    const selectors = expressions.flatMap((expr) => [...expr.matchAll(/\{[^}]*\}/g)].map(([selector]) => selector));
    expect(selectors.length).toBeGreaterThan(10);
    for (const selector of selectors) expect(selector).toMatch(/^\{namespace="shop-staging",(job="api"|pod=~"api-\[a-z0-9\]\+-\[a-z0-9\]\+")/);
    for (const expr of expressions) expect([...expr.matchAll(/[(){}]/g)].filter(([c]) => '({'.includes(c))).toHaveLength([...expr.matchAll(/[)}]/g)].length);
  });

  it('places its panels without overlap, each with an id of its own and lines that are told apart', () => {
    const { panels } = modelOf(build());
    expect(new Set(panels.map(({ id }: Rendered) => id)).size).toBe(panels.length);
    expect(new Set(panels.map(({ gridPos: { x, y } }: Rendered) => `${x},${y}`)).size).toBe(panels.length);
    for (const { targets } of panels) expect(new Set(targets.map(({ refId }: Rendered) => refId)).size).toBe(targets.length);
  });

  it('draws a line for each release, and leaves templates to Grafana', () => {
    const { annotations, panels, templating } = modelOf(build());
    expect(annotations.list[0]).toMatchObject({ expr: 'max by (replicaset) (kube_replicaset_created{namespace="shop-staging",replicaset=~"api-[a-z0-9]+"}) * 1000', titleFormat: '{{replicaset}}', useValueForTime: true });
    expect(panels[0].targets[0].legendFormat).toBe('{{status}}');
    expect(templating.list[0]).toMatchObject({ name: 'datasource', type: 'datasource' });
  });

  it('asks for the metrics by the names that the program gives them', () => {
    const { panels } = modelOf(build({ metrics: { requests: 'tradepulse_requests_total', status: 'code', errors: '5..|429', duration: 'tradepulse_request_seconds' } }));
    expect(panels[1].targets[0].expr).toBe('sum(rate(tradepulse_requests_total{namespace="shop-staging",job="api",code=~"5..|429"}[$__rate_interval])) / sum(rate(tradepulse_requests_total{namespace="shop-staging",job="api"}[$__rate_interval]))');
    expect(panels[2].targets[0].expr).toContain('tradepulse_request_seconds_bucket');
  });

  it.each([
    ['short', 'shop-staging', 'shop-staging-api'],
    ['too long', 'a-very-long-instance-of-a-system-in-production', expect.stringMatching(/^a-very-long-instance-of-a-sys-[0-9a-f]{10}$/)],
  ])('has a name in Grafana that stays: %s', (_what, instance, uid) => {
    const model = modelOf(build({}, { instance, target: { dashboards } }));
    expect(model.uid).toEqual(uid);
    expect(model.uid.length).toBeLessThanOrEqual(40);
  });

  it('is nothing where there is no Grafana operator', () => expect(objectsOf(build({}, {}))).toEqual([]));

  it.each<[string, Partial<DashboardProps>, string[]]>([
    ['a name that is none', { component: 'API' }, ['API.dashboard.component: "API" is not a DNS label']],
    ['names that Prometheus does not take', { metrics: { requests: 'http-requests', status: '1', errors: '5.."} or up{' } }, ['api.dashboard.metrics.requests: "http-requests" is not the name of a metric', 'api.dashboard.metrics.status: "1" is not the name of a label', 'api.dashboard.metrics.errors: "5.."} or up{" is not an expression over statuses']],
    ['a title of two lines', { title: 'a\nb' }, ['api.dashboard.title: is no title']],
  ])('refuses %s', (_what, props, problems) => expect(problemsOf(() => build(props))).toEqual(problems));
});
