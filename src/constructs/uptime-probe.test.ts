import { describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { Alerts } from './alerts.ts';
import { exampleSystem, exampleTarget, objectOf, objectsOf, problemsOf } from './test-support.ts';
import { UptimeProbe, type UptimeProbeProps } from './uptime-probe.ts';

const monitoring = { ...exampleTarget.monitoring!, prober: { address: 'blackbox-exporter.monitoring:9115', module: 'http_2xx' } };

function build(props: Partial<UptimeProbeProps> = {}, target: Partial<typeof exampleTarget> = { monitoring }) {
  const system = exampleSystem({ target });
  new UptimeProbe(system, 'any id', { component: 'app', url: 'https://shop.acme.example/api/ready', ...props });
  return system;
}

describe('an uptime probe', () => {
  it('has the target\'s prober ask the URL', () => {
    const { metadata, spec } = objectOf(build(), 'Probe');
    expect(metadata).toMatchObject({ name: 'app-uptime', labels: { release: 'prometheus', 'app.kubernetes.io/component': 'app' }, annotations: { 'argocd.argoproj.io/sync-wave': '0' } });
    expect(spec).toEqual({
      interval: '30s',
      jobName: 'shop-staging-app-uptime',
      module: 'http_2xx',
      prober: { path: '/probe', scheme: 'http', url: 'blackbox-exporter.monitoring:9115' },
      targets: { staticConfig: { static: ['https://shop.acme.example/api/ready'] } },
    });
  });

  it('tells of a failed probe, of silence and of a certificate that ends', () => {
    const rules = objectOf(build({ for: '5m', runbook: 'https://runbooks.acme.example/app' }), 'PrometheusRule', 'app-uptime').spec.groups[0].rules;
    const probe = '{namespace="shop-staging",job="shop-staging-app-uptime"}';
    expect(rules.map(({ alert, expr, for: patience }: { alert: string; expr: string; for: string }) => [alert, expr, patience])).toEqual([
      ['ProbeFailed', `probe_success${probe} == 0`, '5m'],
      ['ProbeGap', `absent(probe_success${probe})`, '10m'],
      ['CertificateEndsSoon', `probe_ssl_earliest_cert_expiry${probe} - time() < 1209600`, '1h'],
    ]);
    expect(rules[0].annotations.runbook_url).toBe('https://runbooks.acme.example/app#probefailed');
  });

  it('stands beside the other alerts of its component, and is what the API server takes', () => {
    const system = build({ module: 'http_json', interval: '1m' });
    new Alerts(system, 'alerts', { component: 'app', alerts: [{ name: 'Odd', expr: 'x > 1', severity: 'info', summary: '{{ $labels.pod }} of {{ "app" }} is odd' }] });
    const manifests = collectManifests(system);
    expect(checkManifests(manifests)).toEqual([]);
    expect(objectOf(system, 'PrometheusRule', 'app').spec.groups[0].rules[0].annotations.summary).toBe('{{ $labels.pod }} of {{ "app" }} is odd');
    if (crdsArePresent) expect(manifests.flatMap(violationsOf)).toEqual([]);
  });

  it.each([
    ['no prober', { monitoring: exampleTarget.monitoring }],
    ['no monitoring', { monitoring: undefined }],
  ])('is nothing where there is %s', (_what, target) => expect(objectsOf(build({}, target))).toEqual([]));

  it.each<[string, Partial<UptimeProbeProps>, string[]]>([
    ['a URL in the clear', { url: 'http://shop.acme.example' }, ['app.uptime.url: "http://shop.acme.example" is not an https URL']],
    ['durations that are none, and a module', { interval: 'often', for: '2 minutes', module: 'a b' }, ['app.uptime.interval: "often" is not a duration', 'app.uptime.for: "2 minutes" is not a duration', 'app.uptime.module: is not the name of a module']],
  ])('refuses %s', (_what, props, problems) => expect(problemsOf(() => build(props))).toEqual(problems));
});
