import { describe, expect, it } from '@jest/globals';
import { type Alert, Alerts } from './alerts.ts';
import { exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';
import { workloadAlerts } from './workload-alerts.ts';

const down: Alert = { name: 'Down', expr: 'up == 0', for: '5m', severity: 'critical', summary: 'it is down', runbook: 'https://runbooks.acme.example/down' };

describe('Alerts', () => {
  it('are one group of a PrometheusRule', () => {
    const { metadata, spec } = objectOf(new Alerts(exampleSystem(), 'x', { component: 'web', alerts: [down, { name: 'Odd', expr: 'x > 1', severity: 'info', summary: 'odd' }] }), 'PrometheusRule');
    expect(metadata).toMatchObject({ name: 'web', labels: { release: 'prometheus' }, annotations: { 'argocd.argoproj.io/sync-wave': '0' } });
    expect(spec).toEqual({
      groups: [
        {
          name: 'shop-staging-web',
          rules: [
            {
              alert: 'Down',
              annotations: { runbook_url: 'https://runbooks.acme.example/down', summary: 'it is down' },
              expr: 'up == 0',
              for: '5m',
              labels: { component: 'web', severity: 'critical', system: 'shop', system_instance: 'shop-staging' },
            },
            {
              alert: 'Odd',
              annotations: { summary: 'odd' },
              expr: 'x > 1',
              labels: { component: 'web', severity: 'info', system: 'shop', system_instance: 'shop-staging' },
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['the target has no monitoring', { monitoring: undefined }, [down]],
    ['there is none', {}, []],
  ])('make nothing where %s', (_what, target, alerts) => {
    const system = exampleSystem({ target });
    new Alerts(system, 'x', { component: 'web', alerts });
    expect(objectsOf(system)).toEqual([]);
  });

  it.each<[string, Partial<Alert>, string]>([
    ['a name that is none', { name: 'not a name' }, 'name'],
    ['no expression', { expr: ' ' }, 'expr'],
    ['no summary', { summary: '' }, 'summary'],
    ['an unknown severity', { severity: 'page' as 'info' }, 'severity'],
    ['a duration that is none', { for: '5 minutes' }, 'for'],
    ['a runbook that is no page', { runbook: 'wiki' }, 'runbook'],
  ])('refuse %s', (_what, wrong, prop) => {
    expect(() => new Alerts(exampleSystem(), 'x', { component: 'web', alerts: [{ ...down, ...wrong }] })).toThrow(
      expect.objectContaining({ problems: [expect.objectContaining({ path: `web.alerts[0].${prop}` })] }),
    );
  });

  it('have a rule of another name beside those that the component has already', () => {
    const { metadata, spec } = objectOf(new Alerts(exampleSystem(), 'x', { component: 'web', name: 'web-business', alerts: [down] }), 'PrometheusRule');
    expect([metadata.name, metadata.labels['app.kubernetes.io/component'], spec.groups[0].name, spec.groups[0].rules[0].labels.component]).toEqual(['web-business', 'web', 'shop-staging-web-business', 'web']);
  });

  it('refuse one name for two', () => {
    expect(() => new Alerts(exampleSystem(), 'x', { component: 'web', alerts: [down, down] })).toThrow(/web\.alerts\[1\]\.name/);
  });
});

describe('workloadAlerts', () => {
  const system = exampleSystem();

  it('watch replicas and crashes, and what else there is', () => {
    const names = (alerts: Alert[]): string[] => alerts.map(({ name }) => name);
    expect(names(workloadAlerts(system, { component: 'web' }))).toEqual(['NotEnoughReadyReplicas', 'NoReadyReplica', 'CrashLooping']);
    expect(names(workloadAlerts(system, { component: 'web', migrateJob: 'shop-migrate', autoscaled: true }))).toEqual([
      'NotEnoughReadyReplicas',
      'NoReadyReplica',
      'CrashLooping',
      'MigrationFailed',
      'AutoscalerAtMaximum',
    ]);
  });

  it('ask for their own namespace and objects alone', () => {
    for (const { expr } of workloadAlerts(system, { component: 'web', migrateJob: 'shop-migrate', autoscaled: true })) {
      for (const [selector] of expr.matchAll(/\{[^}]*\}/g)) expect(selector).toMatch(/^\{namespace="shop-staging",[^}]*(web|shop-migrate)/);
    }
  });

  it('watch what else they are told of: a step that migrates first, scrapes and errors', () => {
    const alerts = workloadAlerts(system, { component: 'web', migratesFirst: true, scraped: true, requests: { tooManyErrors: 0.01 } });
    const target = '{namespace="shop-staging",job="web"}';
    expect(alerts.slice(3).map(({ name, expr, summary }) => [name, expr, summary])).toEqual([
      ['MigrationFailed', 'max by (namespace, pod) (max_over_time(kube_pod_init_container_status_waiting_reason{namespace="shop-staging",pod=~"web-[a-z0-9]+-[a-z0-9]+",container="migrate",reason="CrashLoopBackOff"}[5m])) >= 1', 'the migration before web fails again and again; the release before it still serves'],
      ['ScrapeGap', `absent(up${target} == 1)`, 'nothing of web has been scraped for 10 minutes: its other alerts are blind'],
      ['ScrapeFailing', `up${target} == 0`, 'a pod of web has not been scraped for 15 minutes'],
      ['HighErrorRate', 'sum(rate(http_requests_total{namespace="shop-staging",job="web",status=~"5.."}[5m])) / sum(rate(http_requests_total{namespace="shop-staging",job="web"}[5m])) > 0.01', 'web has answered more than 1% of its requests with an error for 5 minutes'],
    ]);
    expect(() => new Alerts(exampleSystem(), 'x', { component: 'web', alerts })).not.toThrow();
  });

  it.each([
    ['a share that is none', { tooManyErrors: 5 }, 'web.requests.tooManyErrors: 5 is no share'],
    ['a metric that is none', { requests: 'a b' }, 'web.requests.requests: "a b" is not the name of a metric'],
  ])('refuse %s', (_what, requests, problem) => {
    expect(problemsOf(() => workloadAlerts(system, { component: 'web', requests }))).toEqual([problem]);
  });

  it('tell the pods of a workload from those of one whose name begins alike', () => {
    const [, pattern] = /pod=~"([^"]+)"/.exec(workloadAlerts(system, { component: 'web' })[2]!.expr)!;
    const matches = new RegExp(`^(${pattern})$`);
    expect(['web-5d4f8c7b9-x2x7k', 'web-worker-5d4f8c7b9-x2x7k', 'web-0'].map((pod) => matches.test(pod))).toEqual([true, false, false]);
  });

  it('link each alert to its place in the runbook, and are what Alerts takes', () => {
    const alerts = workloadAlerts(system, { component: 'web', runbook: 'https://runbooks.acme.example/web' });
    expect(alerts[0]!.runbook).toBe('https://runbooks.acme.example/web#notenoughreadyreplicas');
    expect(() => new Alerts(exampleSystem(), 'x', { component: 'web', alerts })).not.toThrow();
  });
});
