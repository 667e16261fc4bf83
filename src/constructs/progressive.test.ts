import { describe, expect, it } from '@jest/globals';
import { CLUSTER_SCOPED } from '../../imports/scopes.ts';
import { permissionProblems } from '../argocd/permitted-objects.ts';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { edgesLost } from '../checks/edges-lost.ts';
import { groupOf, type Manifest } from '../kernel/manifest.ts';
import { Alerts } from './alerts.ts';
import { Foundation } from './foundation.ts';
import { Migrator } from './migrator.ts';
import { Probe } from './probe.ts';
import { limiterOf } from './rate-limit.ts';
import { Ready, Version } from './ready.ts';
import { SmokeTest } from './smoke-test.ts';
import { type Strategy } from './strategy.ts';
import { type System } from './system.ts';
import { type Exposure, type Target } from './target.ts';
import { type Rendered, exampleDigest, exampleSystem, objectOf, objectsOf, policyOf, problemsOf, withoutHash } from './test-support.ts';
import { WebWorkload, type WebWorkloadProps } from './web-workload.ts';
import { workloadAlerts } from './workload-alerts.ts';

type Way = 'ingress' | 'envoy-gateway' | 'istio-gateway' | 'istio' | 'nothing';
type Traffic = NonNullable<Target['rollouts']>['traffic'];

const from = { namespace: 'edge', labels: {} };
const WAYS: Readonly<Record<Exclude<Way, 'nothing'>, Exposure>> = {
  ingress: { kind: 'ingress', class: 'nginx', controller: 'nginx', issuer: 'letsencrypt', from },
  'envoy-gateway': { kind: 'gateway', name: 'public', namespace: 'edge', controller: 'envoy-gateway', from },
  'istio-gateway': { kind: 'gateway', name: 'public', namespace: 'edge', controller: 'istio', from },
  istio: { kind: 'istio', name: 'public', namespace: 'edge', from },
};

interface Variant {
  readonly way: Way;
  readonly strategy: Strategy;
  readonly traffic: Traffic;
  readonly mesh: Target['mesh'];
  readonly nativeSidecars?: boolean;
  readonly prometheus?: string | undefined;
  readonly monitoring?: false;
}

function build({ way, strategy, traffic, mesh, nativeSidecars = true, prometheus, monitoring }: Variant, props: Partial<WebWorkloadProps> = {}): System {
  const system = exampleSystem({
    target: { exposure: way === 'nothing' ? undefined : WAYS[way], mesh, nativeSidecars, rollouts: { traffic, ...(prometheus === undefined ? {} : { prometheus }) }, ...(monitoring === undefined ? {} : { monitoring: undefined }) },
  });
  new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30 } });
  const migrator = new Migrator(system, 'migrate', { image: system.image('migrator') });
  const app = new WebWorkload(system, 'app', {
    name: 'app',
    image: system.image('app'),
    port: 3000,
    ready: Ready.http('/api/ready', { version: Version.header('X-Release') }),
    live: Probe.http('/api/health'),
    metrics: { port: 9090 },
    after: migrator,
    strategy,
    scale: { min: 2, max: 6 },
    ...(way === 'nothing' ? {} : { expose: { host: 'shop.acme.example', paths: ['/'] } }),
    ...(limiterOf(system.target) === undefined ? {} : { rateLimit: { requestsPerSecond: 50 } }),
    ...props,
  });
  const worker = new WebWorkload(system, 'web', { name: 'web', image: system.image('app'), port: 8080, ready: Ready.http('/ready'), live: Probe.http('/live'), uses: [app] });
  new SmokeTest(system, 'smoke', { tests: [app, worker] });
  new Alerts(system, 'alerts', { component: 'app', alerts: workloadAlerts(system, { component: 'app', progressive: app.strategy !== 'rolling', autoscaled: true }) });
  return system;
}

/** Whether the ways and the words go together: what comes in at a gateway is shifted by its own kind of weights, and only a canary is shifted. */
function makesSense({ way, strategy, traffic, mesh }: Variant): boolean {
  if (way === 'istio-gateway' && mesh !== 'istio') return false;
  if (strategy !== 'canary') return traffic === 'replicas';
  if (traffic === 'replicas' || way === 'nothing') return true;
  return traffic === (way === 'istio' ? 'istio' : way === 'ingress' ? undefined : 'gateway-api');
}

const ALL = (['ingress', 'envoy-gateway', 'istio-gateway', 'istio', 'nothing'] as const).flatMap((way) =>
  (['rolling', 'canary', 'blue-green'] as const).flatMap((strategy) =>
    (['istio', 'gateway-api', 'replicas'] as const).flatMap((traffic) =>
      (['none', 'istio', 'linkerd'] as const).map((mesh): Variant => ({ way, strategy, traffic, mesh, nativeSidecars: strategy === 'canary', prometheus: 'http://prometheus.monitoring:9090' })),
    ),
  ),
).filter(makesSense);
const rows = ALL.map((variant): [string, Variant] => [`${variant.strategy} behind ${variant.way}, shifted by ${variant.traffic}, mesh ${variant.mesh}`, variant]);

/** As they are written: cdk8s gives a namespace to objects that have none, too. */
function manifestsOf(system: System): Manifest[] {
  return objectsOf(system).map((object) => {
    const { namespace, ...metadata } = object.metadata;
    return CLUSTER_SCOPED.has(`${groupOf(object.apiVersion)}/${object.kind}`) ? { ...object, metadata } : { ...object, metadata: { ...metadata, namespace } };
  });
}

const CANARY = { way: 'istio', strategy: 'canary', traffic: 'istio', mesh: 'istio', prometheus: 'http://prometheus.monitoring:9090' } as const;
const REVISION = [{ name: 'revision', valueFrom: { podTemplateHashValue: 'Latest' } }];
const kindsOf = (system: System): string[] => [...new Set(objectsOf(system).map(({ kind }) => String(kind)))].sort();
const canaryOf = (system: System): Rendered => objectOf(system, 'Rollout').spec.strategy.canary;

describe('every way in, strategy and way of shifting traffic', () => {
  it.each(rows)('holds all rules and what the AppProject permits: %s', (_name, variant) => {
    const objects = manifestsOf(build(variant));
    expect(checkManifests(objects, { kubernetes: '1.36' }).map(({ rule, object, path, message }) => `${rule} ${object.kind}/${object.name} ${path}: ${message}`)).toEqual([]);
    const facts = { repository: 'https://git.acme.example/gitops.git', branch: 'main', namespace: 'argocd', kinds: [], kindsOf: {} };
    expect(permissionProblems({ system: 'shop', environment: 'staging' }, objects, facts)).toEqual([]);
    expect(objects.some(({ kind }) => kind === 'Rollout')).toBe(variant.strategy !== 'rolling');
  });

  (crdsArePresent ? it : it.skip)('is valid by the definitions of its custom resources (where those lie beside the project)', () => {
    const custom = rows.flatMap(([name, variant]) => manifestsOf(build(variant)).filter(({ apiVersion }) => OURS.test(apiVersion)).map((object) => [name, object] as const));
    expect(custom.flatMap(([name, object]) => violationsOf(object).map((violation) => `${name}: ${violation}`))).toEqual([]);
  });
});

const OURS = /^(argoproj|networking\.istio|gateway\.networking|gateway\.envoyproxy)/;

describe('a canary', () => {
  it('gets no traffic before one pod of it has answered, then step by step, and never waits for a person', () => {
    const canary = canaryOf(build(CANARY));
    expect(canary.steps).toEqual([
      { setCanaryScale: { replicas: 1 } },
      { analysis: { templates: [{ templateName: 'app-ready' }], args: [{ name: 'version', value: 'sha-1111111' }] } },
      { setCanaryScale: { matchTrafficWeight: true } },
      { setWeight: 10 },
      { pause: { duration: '2m' } },
      { setWeight: 30 },
      { pause: { duration: '3m' } },
      { setWeight: 50 },
      { pause: { duration: '5m' } },
    ]);
    expect(canary.analysis).toEqual({ templates: [{ templateName: 'app-errors' }], args: REVISION, startingStep: 4 });
    expect(canary).toMatchObject({ stableService: 'app-stable', canaryService: 'app-canary', abortScaleDownDelaySeconds: 30 });
  });

  it('shifts callers from outside and from the mesh by one VirtualService, which is there with the Rollout', () => {
    const system = build(CANARY, { expose: { host: 'shop.acme.example', paths: ['/api'] } });
    const { metadata, spec } = objectOf(system, 'VirtualService');
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '0', 'slipway.dev/weights': 'argo-rollouts' });
    expect(canaryOf(system).trafficRouting).toEqual({ istio: { virtualServices: [{ name: metadata.name, routes: ['outside', 'inside'] }] } });
    const route = [
      { destination: { host: 'app-stable', port: { number: 3000 } }, weight: 100 },
      { destination: { host: 'app-canary', port: { number: 3000 } }, weight: 0 },
    ];
    expect(spec).toEqual({
      gateways: ['edge/public', 'mesh'],
      hosts: ['shop.acme.example', 'app'],
      http: [
        { match: [{ gateways: ['edge/public'], uri: { exact: '/api' } }, { gateways: ['edge/public'], uri: { prefix: '/api/' } }], name: 'outside', route },
        { match: [{ gateways: ['mesh'], port: 3000 }], name: 'inside', route },
      ],
    });
  });

  it('shifts an HTTPRoute by the plugin of the Gateway API', () => {
    const system = build({ ...CANARY, way: 'envoy-gateway', traffic: 'gateway-api', mesh: 'none' });
    const { metadata, spec } = objectOf(system, 'HTTPRoute');
    expect(spec.rules[0].backendRefs.map(({ name, weight }: { name: string; weight: number }) => [name, weight])).toEqual([
      ['app-stable', 100],
      ['app-canary', 0],
    ]);
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('0');
    expect(canaryOf(system).trafficRouting).toEqual({ plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: metadata.name, namespace: 'shop-staging' } } });
  });

  it.each([
    ['behind an ingress controller', { ...CANARY, way: 'ingress', traffic: 'replicas', mesh: 'none' }, 'Ingress'],
    ['behind a Gateway', { ...CANARY, way: 'envoy-gateway', traffic: 'replicas', mesh: 'none' }, 'HTTPRoute'],
  ] as const)('is divided by the number of pods, behind the Service of all, where nothing shifts traffic: %s', (_what, variant, kind) => {
    const system = build(variant);
    expect(canaryOf(system)).not.toHaveProperty('trafficRouting');
    expect(canaryOf(system).steps.slice(0, 3)).toEqual([{ setWeight: 10 }, expect.objectContaining({ analysis: expect.anything() }), { pause: { duration: '2m' } }]);
    expect(JSON.stringify(objectOf(system, kind).spec)).toContain('"name":"app"');
    expect(objectOf(system, kind).metadata).toMatchObject({ name: 'app', annotations: { 'argocd.argoproj.io/sync-wave': '2' } });
  });

  it('takes its own steps, surge and deadline', () => {
    const system = build(CANARY, { canary: { steps: [{ weight: 50, pause: '1h30m' }] }, rollout: { maxSurge: 2, progressDeadlineSeconds: 1200 } });
    expect(canaryOf(system).steps.slice(3)).toEqual([{ setWeight: 50 }, { pause: { duration: '1h30m' } }]);
    expect(canaryOf(system)).toMatchObject({ maxSurge: 2, maxUnavailable: 0 });
    expect(objectOf(system, 'Rollout').spec).toMatchObject({ progressDeadlineAbort: true, progressDeadlineSeconds: 1200, minReadySeconds: 10 });
  });
});

describe('a route that Argo Rollouts shifts', () => {
  const nameOf = (props: Partial<WebWorkloadProps>): string => objectOf(build(CANARY, props), 'VirtualService').metadata.name;

  it('has another name when anything but its weights changes, because Argo CD applies nothing beside what it ignores', () => {
    const names = [{}, { port: 3001 }, { expose: { host: 'shop.acme.example', paths: ['/api'] } }, { expose: { host: 'other.acme.example' } }].map(nameOf);
    expect(new Set(names).size).toBe(4);
    expect(names.map(withoutHash)).toEqual(['app', 'app', 'app', 'app']);
    expect(names[0]).not.toBe('app');
  });

  it('keeps its name when steps or images change', () => {
    const image = { reference: `ghcr.io/acme/shop-app:sha-2222222@${exampleDigest('d')}`, version: 'sha-2222222' };
    expect(nameOf({ canary: { steps: [{ weight: 1, pause: '1s' }] }, image })).toBe(nameOf({}));
  });
});

describe('blue-green', () => {
  const variant = { way: 'envoy-gateway', strategy: 'blue-green', traffic: 'replicas', mesh: 'istio', prometheus: 'http://prometheus.monitoring:9090' } as const;

  it('asks the new version before traffic, counts its errors after, and goes back by itself', () => {
    expect(objectOf(build(variant), 'Rollout').spec.strategy).toEqual({
      blueGreen: {
        abortScaleDownDelaySeconds: 30,
        activeService: 'app-active',
        autoPromotionEnabled: true,
        postPromotionAnalysis: { templates: [{ templateName: 'app-errors' }], args: REVISION },
        prePromotionAnalysis: { templates: [{ templateName: 'app-ready' }], args: [{ name: 'version', value: 'sha-1111111' }] },
        previewService: 'app-preview',
        scaleDownDelaySeconds: 60,
      },
    });
  });

  it('is called by the Service of the active version alone, from everywhere, and the route is no one else\'s', () => {
    const system = build(variant);
    const { metadata, spec } = objectOf(system, 'HTTPRoute');
    expect(spec.rules[0].backendRefs).toEqual([{ group: '', kind: 'Service', name: 'app-active', port: 3000, weight: 1 }]);
    expect(metadata).toMatchObject({ name: 'app', annotations: { 'argocd.argoproj.io/sync-wave': '2' } });
    expect(metadata.annotations).not.toHaveProperty('slipway.dev/weights');
    expect(objectOf(system, 'Deployment', 'web').spec.template.spec.containers[0].env).toContainEqual({ name: 'APP_URL', value: 'http://app-active:3000' });
  });

  it('counts errors only as long as it must, or the rollout would never end', () => {
    expect(objectOf(build(variant), 'AnalysisTemplate', 'app-errors').spec.metrics[0].count).toBe(5);
    expect(objectOf(build(CANARY), 'AnalysisTemplate', 'app-errors').spec.metrics[0]).not.toHaveProperty('count');
  });
});

describe('the change between a Deployment and a Rollout', () => {
  const rolling = build({ ...CANARY, strategy: 'rolling' });
  const names = (system: System, kind: string): string[] => objectsOf(system).filter((object) => object.kind === kind).map(({ metadata }) => metadata.name);

  it.each(['canary', 'blue-green'] as const)('keeps the selector, the budget and the Service of all pods: %s', (strategy) => {
    const system = build({ ...CANARY, strategy });
    expect(objectOf(system, 'Rollout').spec.selector).toEqual(objectOf(rolling, 'Deployment', 'app').spec.selector);
    expect(objectOf(system, 'PodDisruptionBudget', 'app')).toEqual(objectOf(rolling, 'PodDisruptionBudget', 'app'));
    expect(objectOf(system, 'Service', 'app')).toEqual(objectOf(rolling, 'Service', 'app'));
  });

  it.each(['canary', 'blue-green'] as const)('shares no Service with it whose selector Argo Rollouts writes, and no route whose weights: %s', (strategy) => {
    const system = build({ ...CANARY, strategy });
    const { canary, blueGreen } = objectOf(system, 'Rollout').spec.strategy;
    const written = [canary?.stableService, canary?.canaryService, blueGreen?.activeService, blueGreen?.previewService].filter((name) => name !== undefined);
    expect(written).toHaveLength(2);
    expect(names(rolling, 'Service').filter((name) => written.includes(name))).toEqual([]);
    const shifted = objectsOf(system).filter(({ metadata }) => metadata.annotations['slipway.dev/weights'] !== undefined).map(({ metadata }) => metadata.name);
    expect(names(rolling, 'VirtualService').filter((name) => shifted.includes(name))).toEqual([]);
  });

  it.each([
    ['to a canary', 'rolling', 'canary'],
    ['from a canary', 'canary', 'rolling'],
    ['to blue-green', 'rolling', 'blue-green'],
    ['from blue-green', 'blue-green', 'rolling'],
    ['from one to the other', 'canary', 'blue-green'],
  ] as const)('closes no edge of the running release before the end: %s', (_what, before, after) => {
    const of = (strategy: Strategy): Manifest[] => manifestsOf(build({ ...CANARY, strategy }));
    expect(edgesLost(of(before), of(after))).toEqual([]);
  });

  it('hands the number of pods over where an autoscaler set it', () => {
    const system = build(CANARY, { replicas: 7, scale: { min: 2, max: 9, handover: true } });
    expect(objectOf(system, 'Rollout').spec.replicas).toBe(7);
    expect(objectOf(system, 'HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'app' });
    expect(objectOf(build(CANARY), 'Rollout').spec).not.toHaveProperty('replicas');
  });
});

describe('what stands around a Rollout', () => {
  it('is scraped by the Service of all pods, once', () => {
    expect(objectOf(build(CANARY), 'ServiceMonitor').spec.selector.matchExpressions).toEqual([{ key: 'slipway.dev/one-version', operator: 'DoesNotExist' }]);
    expect(objectOf(build({ ...CANARY, strategy: 'rolling' }), 'ServiceMonitor').spec.selector).not.toHaveProperty('matchExpressions');
  });

  it('is spread by the hash that Argo Rollouts gives its pods', () => {
    const { topologySpreadConstraints } = objectOf(build(CANARY), 'Rollout').spec.template.spec;
    expect(topologySpreadConstraints.map(({ matchLabelKeys }: { matchLabelKeys: string[] }) => matchLabelKeys)).toEqual([['rollouts-pod-template-hash'], ['rollouts-pod-template-hash']]);
  });

  it('is tested by the Service of the version that has taken over', () => {
    const url = (variant: Variant): string => objectOf(build(variant), 'Job', 'shop-smoke').spec.template.spec.containers[0].env.find(({ name }: { name: string }) => name === 'SMOKE_URL').value;
    expect(url(CANARY)).toBe('http://app-stable:3000/api/ready');
    expect(url({ ...CANARY, strategy: 'blue-green' })).toBe('http://app-active:3000/api/ready');
    expect(url({ ...CANARY, strategy: 'rolling' })).toBe('http://app:3000/api/ready');
  });

  it('is watched by its ReplicaSets', () => {
    const [rule] = objectOf(build(CANARY), 'PrometheusRule').spec.groups[0].rules;
    expect(rule.expr).toBe('sum(kube_replicaset_status_ready_replicas{namespace="shop-staging",replicaset=~"app-[a-z0-9]+"}) < sum(kube_replicaset_spec_replicas{namespace="shop-staging",replicaset=~"app-[a-z0-9]+"})');
  });

  it('is the Rollout alone that a new image changes, beside hooks and the release', () => {
    const image = { reference: `ghcr.io/acme/shop-app:sha-2222222@${exampleDigest('d')}`, version: 'sha-2222222' };
    const texts = (props: Partial<WebWorkloadProps>) => new Map(objectsOf(build(CANARY, props)).map((object) => [`${object.kind}/${object.metadata.name}`, JSON.stringify(object)]));
    const [before, after] = [texts({}), texts({ image })];
    expect([...after].filter(([key, text]) => before.get(key) !== text).map(([key]) => key).sort()).toEqual(['Job/shop-smoke', 'Rollout/app']);
  });
});

describe('the analysis of readiness', () => {
  it('is a Job in the namespace that asks the pods under trial, and takes the version as an argument', () => {
    const system = build(CANARY);
    const { metadata, spec } = objectOf(system, 'AnalysisTemplate', 'app-ready');
    expect(metadata.annotations['argocd.argoproj.io/sync-wave']).toBe('-3');
    expect(spec.args).toEqual([{ name: 'version' }]);
    const [{ count, failureLimit, provider }] = spec.metrics;
    expect([count, failureLimit, provider.job.spec.backoffLimit]).toEqual([1, 0, 0]);
    expect(provider.job.spec.template.spec).toMatchObject({ restartPolicy: 'Never', serviceAccountName: 'app-analysis', automountServiceAccountToken: false });
    expect(provider.job.spec.template.spec.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: 'SMOKE_URL', value: 'http://app-canary:3000/api/ready' },
        { name: 'SMOKE_FIELD', value: 'x-release' },
        { name: 'SMOKE_VERSION', value: '{{args.version}}' },
      ]),
    );
    expect(objectsOf(system).filter(({ kind, metadata: { name } }) => kind === 'NetworkPolicy' && name.startsWith('app-analysis-to-app-3000'))).toHaveLength(2);
  });

  it('holds nothing else in double braces, which Argo Rollouts would take for an argument', () => {
    const text = JSON.stringify(objectOf(build(CANARY), 'AnalysisTemplate', 'app-ready'));
    expect(text.match(/\{\{/g)).toHaveLength(1);
  });

  it('asks without a version where the program tells none', () => {
    const system = build(CANARY, { ready: Ready.http('/api/ready') });
    expect(objectOf(system, 'AnalysisTemplate', 'app-ready').spec).not.toHaveProperty('args');
    expect(canaryOf(system).steps[1]).toEqual({ analysis: { templates: [{ templateName: 'app-ready' }] } });
  });
});

describe('callers inside the cluster', () => {
  const asked = (variant: Partial<Variant>): unknown =>
    objectsOf(build({ ...CANARY, ...variant })).find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web')!.spec.template.spec.containers[0].env.find(({ name }: { name: string }) => name === 'APP_URL').value;

  it.each<[string, Partial<Variant>, string]>([
    ['all pods, whose number divides their requests', { way: 'nothing', traffic: 'replicas' }, 'app'],
    ['the Service whose requests their proxies divide', {}, 'app'],
    ['the proven version, where a Gateway divides only what comes from outside', { way: 'envoy-gateway', traffic: 'gateway-api' }, 'app-stable'],
    ["the proven version, where Istio's gateway divides and they have no proxies", { mesh: 'none' }, 'app-stable'],
    ['the proven version of blue-green', { strategy: 'blue-green' }, 'app-active'],
    ['all pods of what rolls', { strategy: 'rolling' }, 'app'],
  ])('ask %s', (_what, variant, service) => {
    expect(asked(variant)).toBe(`http://${service}:3000`);
  });
});

describe('the analysis of errors', () => {
  const metricOf = (system: System): Rendered => objectOf(system, 'AnalysisTemplate', 'app-errors').spec.metrics[0];

  const counter = { name: 'http_requests_total', failed: 'status=~"5.."' };
  const own = 'namespace="shop-staging",pod=~"app-{{args.revision}}-.*"';
  const share = (name: string, labels: string, failed: string): string => `sum(rate(${name}{${labels},${failed}}[2m])) / sum(rate(${name}{${labels}}[2m]))`;

  it("reads what the new pods' own proxies of Istio count, whoever calls, and fails where nothing scrapes them", () => {
    const system = build(CANARY);
    expect(metricOf(system)).toEqual({
      consecutiveErrorLimit: 4,
      failureLimit: 1,
      initialDelay: '1m',
      interval: '1m',
      name: 'errors',
      provider: { prometheus: { address: 'http://prometheus.monitoring:9090', query: `${share('istio_requests_total', `reporter="destination",${own}`, 'response_code=~"5.*"')} or 0 * (sum(up{endpoint="http-envoy-prom",${own}}) > 0)` } },
      successCondition: 'len(result) > 0 && (isNaN(result[0]) || result[0] <= 0.05)',
    });
    expect(canaryOf(system).analysis.args).toEqual(REVISION);
  });

  it('has these proxies scraped, through the network policy that the port needs and no policy of the mesh', () => {
    const system = build(CANARY);
    expect(objectOf(system, 'PodMonitor').spec).toEqual({
      podMetricsEndpoints: [{ interval: '30s', metricRelabelings: [{ action: 'keep', regex: 'istio_requests_total', sourceLabels: ['__name__'] }], path: '/stats/prometheus', port: 'http-envoy-prom', scheme: 'http' }],
      selector: { matchLabels: { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' } },
    });
    expect(policyOf(system, 'prometheus-to-app-15090-ingress').spec.ingress[0]).toMatchObject({ from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }], ports: [{ port: 15090, protocol: 'TCP' }] });
    expect(objectsOf(system).filter(({ apiVersion, metadata }) => apiVersion.startsWith('security.istio.io/') && metadata.name.includes('15090'))).toEqual([]);
  });

  it.each<[string, Partial<Variant>]>([
    ['a canary by the Gateway API', { way: 'envoy-gateway', traffic: 'gateway-api' }],
    ['a canary by the number of pods', { way: 'nothing', traffic: 'replicas' }],
    ['blue-green', { strategy: 'blue-green', way: 'nothing', traffic: 'replicas' }],
  ])('reads them for %s as well', (_what, variant) => {
    expect(metricOf(build({ ...CANARY, ...variant })).provider.prometheus.query).toContain('reporter="destination"');
  });

  it.each<[string, Partial<Variant>, string]>([
    ['a canary', {}, 'app-canary'],
    ['blue-green', { strategy: 'blue-green' }, 'app-active'],
  ])("reads what gateways of Istio count of %s whose pods have no proxies", (_what, variant, service) => {
    const system = build({ ...CANARY, mesh: 'none', ...variant });
    const labels = `reporter="source",destination_service_namespace="shop-staging",destination_service_name="${service}"`;
    expect(metricOf(system).provider.prometheus.query).toBe(`${share('istio_requests_total', labels, 'response_code=~"5.*"')} or 0 * (count(istio_requests_total{reporter="source"}))`);
    expect(kindsOf(system)).not.toContain('PodMonitor');
  });

  it("reads the program's own counter, of the new revision's pods, where it names one", () => {
    const system = build({ ...CANARY, way: 'envoy-gateway', traffic: 'gateway-api', mesh: 'none' }, { requests: counter, maxErrors: '1%' });
    expect(metricOf(system).provider.prometheus.query).toBe(`${share('http_requests_total', own, 'status=~"5.."')} or 0 * (sum(up{${own}}) > 0)`);
    expect(metricOf(system).successCondition).toContain('<= 0.01');
    expect(canaryOf(system).analysis.args).toEqual(REVISION);
    expect(kindsOf(build(CANARY, { requests: counter }))).not.toContain('PodMonitor');
  });

  it.each<[string, Partial<Variant>, Partial<WebWorkloadProps>, RegExp]>([
    ['there is no Prometheus', { prometheus: undefined }, {}, /names no Prometheus[^]*fix: rollouts: \{ prometheus:/],
    ['nobody scrapes', { monitoring: false }, {}, /who scrapes[^]*fix: monitoring: /],
    ['nothing scrapes the counter', {}, { requests: counter, metrics: undefined }, /nothing scrapes http_requests_total[^]*fix: metrics: /],
    ['nobody counts', { way: 'envoy-gateway', traffic: 'gateway-api', mesh: 'none' }, {}, /names no counter[^]*fix: requests: /],
    ['only others than the gateway call', { strategy: 'blue-green', way: 'ingress', traffic: 'replicas', mesh: 'none' }, {}, /names no counter/],
  ])('is refused, not left out, where a limit is given and %s', (_what, variant, props, says) => {
    expect(() => build({ ...CANARY, ...variant }, { ...props, maxErrors: '1%' })).toThrow(says);
    expect(problemsOf(() => build({ ...CANARY, ...variant }, { ...props, maxErrors: '1%' }))).toEqual([expect.stringMatching(/^app\.maxErrors: nobody counts the errors of a new version: /)]);
  });

  it.each([
    ['there is no Prometheus', { ...CANARY, prometheus: undefined }],
    ['nobody counts', { ...CANARY, way: 'envoy-gateway', traffic: 'gateway-api', mesh: 'none' }],
  ] as const)('is left out where %s', (_what, variant) => {
    const system = build(variant);
    expect(objectsOf(system).filter(({ kind }) => kind === 'AnalysisTemplate').map(({ metadata }) => metadata.name)).toEqual(['app-ready']);
    expect(canaryOf(system)).not.toHaveProperty('analysis');
  });
});

describe('a strategy', () => {
  it.each<[string, Partial<WebWorkloadProps>, Partial<Variant> | 'no controller', string[]]>([
    ['that needs a controller which is not there', { strategy: 'canary' }, 'no controller', ['app.strategy: "canary" needs Argo Rollouts, which the target does not have']],
    ['that is none', { strategy: 'yolo' as Strategy }, {}, ['app.strategy: "yolo" is not a strategy']],
    ['whose traffic comes in by a Gateway, and is shifted by Istio', {}, { way: 'envoy-gateway' }, ['app.strategy: traffic comes in by an exposure of kind gateway, which rollouts.traffic istio does not shift']],
    ['whose traffic comes in by an ingress controller, and is shifted by the Gateway API', {}, { way: 'ingress', traffic: 'gateway-api' }, ['app.strategy: traffic comes in by an exposure of kind ingress, which rollouts.traffic gateway-api does not shift']],
    ['that ends all pods first', { rollout: { strategy: 'Recreate' } }, {}, ['app.rollout.strategy: all old pods are to end first, which canary never lets them']],
    ['without steps', { canary: { steps: [] } }, {}, ['app.canary.steps: 0 steps']],
    ['whose steps go down', { canary: { steps: [{ weight: 50, pause: '1m' }, { weight: 20, pause: '1m' }] } }, {}, ['app.canary.steps[1].weight: 20 is not more than the 50 of the step before']],
    ['that waits for ever', { canary: { steps: [{ weight: 101, pause: '' }, { weight: 102, pause: '0s' }] } }, {}, [
      'app.canary.steps[0].weight: 101 is out of range',
      'app.canary.steps[0].pause: "" is not a duration',
      'app.canary.steps[1].weight: 102 is out of range',
      'app.canary.steps[1].pause: "0s" is not a duration',
    ]],
    ['that would write into a query', { maxErrors: '5', requests: { name: 'a b', failed: 'status="5"} or vector(1)' } }, {}, [
      'app.maxErrors: "5" is not a share of requests',
      'app.requests.name: "a b" is not the name of a counter',
      'app.requests.failed: "status="5"} or vector(1)" does not select by a label',
    ]],
    ['of a limited rate that nobody from outside can reach', { rateLimit: { requestsPerSecond: 5 }, expose: undefined }, {}, ['app.rateLimit: it holds clients from outside to a rate, and nothing is reached from outside']],
  ])('is refused: %s', (_what, props, variant, problems) => {
    const work = (): unknown => {
      if (variant !== 'no controller') return build({ ...CANARY, ...variant }, props);
      const system = exampleSystem();
      return new WebWorkload(system, 'app', { name: 'app', image: system.image('app'), port: 3000, ready: Ready.http('/r'), live: Probe.http('/l'), ...props });
    };
    expect(problemsOf(work)).toEqual(problems);
  });

  it('says what would do', () => {
    expect(() => build({ ...CANARY, way: 'envoy-gateway' })).toThrow(/fix: rollouts: \{ traffic: gateway-api \}/);
  });

  it('is a Deployment unless told otherwise, also where there is a controller', () => {
    expect(kindsOf(build({ ...CANARY, strategy: 'rolling' }))).not.toContain('Rollout');
  });
});
