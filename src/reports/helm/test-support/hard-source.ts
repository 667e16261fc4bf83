import { type Manifest } from '../../../kernel/manifest.ts';
import { type ChartSource } from '../chart-source.ts';

const digest = (digits: string): string => `sha256:${digits.repeat(64 / digits.length)}`;

/** What is different in an environment of the hard system. */
interface Place {
  readonly name: string;
  readonly version: string;
  readonly digits: string;
  readonly host: string;
  readonly rollout: boolean;
  readonly cache: boolean;
  readonly replicas?: number;
  readonly hash: string;
}

const PLACES: readonly Place[] = [
  { name: 'dev', version: 'v1', digits: '1d', host: 'shop.dev.acme.example', rollout: false, cache: true, replicas: 1, hash: '0123456789' },
  { name: 'production', version: 'v1.4.2', digits: '2e', host: 'shop.acme.example', rollout: true, cache: false, hash: 'abcdef0123' },
  { name: 'production-us', version: 'v1.4.2', digits: '2e', host: 'shop.us.acme.example', rollout: true, cache: false, replicas: 1000000, hash: 'abcdef0124' },
];

/** A system with all that is hard for charts: braces, blocks, hashed names, objects that are not everywhere, an image that two components run. */
export const HARD: ChartSource = { system: 'shop', environments: PLACES.map((place) => ({ name: place.name, manifests: manifestsOf(place) })) };

function manifestsOf(place: Place): Manifest[] {
  const { name, version, digits, host, rollout, cache, replicas, hash } = place;
  const instance = `shop-${name}`;
  const metadata = (own: string, component: string, more: object = {}) => ({
    name: own,
    namespace: instance,
    labels: { 'app.kubernetes.io/component': component, 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/name': 'shop' },
    ...more,
  });
  const api = `registry.example:5000/shop/api:${version}@${digest(digits)}`;
  const web = `registry.example:5000/shop/web:${version}@${digest('3f')}`;
  const container = (own: string, image: string) => ({
    name: own,
    image,
    env: [
      { name: 'API_URL', value: `https://${host}/api` },
      ...(cache ? [{ name: 'CACHE', value: 'no' }] : []),
      { name: 'OTEL_RESOURCE_ATTRIBUTES', value: `service.name=${own},service.version=${version}` },
      { name: 'RELEASE', value: version },
      { name: 'SECRET', valueFrom: { secretKeyRef: { key: 'secret', name: `runtime-${hash}` } } },
    ],
    resources: cache ? { limits: { memory: '64Mi' }, requests: { cpu: '1' } } : { limits: { cpu: 2, memory: '1Gi' }, requests: { cpu: '1' } },
  });
  const workload = (kind: string, apiVersion: string, own: string, image: string): Manifest => ({
    apiVersion,
    kind,
    metadata: metadata(own, own),
    spec: { ...(replicas === undefined ? {} : { replicas }), selector: { matchLabels: { 'app.kubernetes.io/component': own } }, template: { metadata: { labels: { 'app.kubernetes.io/version': version } }, spec: { containers: [container(own, image)] } } },
  });
  const job: Manifest = {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: metadata('shop-smoke', 'smoke', { annotations: { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/sync-wave': '1' } }),
    spec: { template: { spec: { containers: [{ name: 'web-front', image: `registry.example/probe:1@${digest('9')}`, env: [{ name: 'SMOKE_VERSION', value: version }] }] } } },
  };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: instance, labels: { 'app.kubernetes.io/component': 'system', 'app.kubernetes.io/instance': instance, 'app.kubernetes.io/name': 'shop' } } },
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: metadata('shop-release', 'system'), data: { commit: '0123456789'.repeat(4), 'image.api': api, 'image.web-front': web, version } },
    rollout ? workload('Rollout', 'argoproj.io/v1alpha1', 'api', api) : workload('Deployment', 'apps/v1', 'api', api),
    workload('Deployment', 'apps/v1', 'worker', api),
    workload('Deployment', 'apps/v1', 'web-front', web),
    job,
    { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', metadata: metadata('web-front', 'web-front'), spec: { rules: [{ host, http: { paths: [{ path: '/', backend: {} }] } }], tls: [{ hosts: [host] }] } },
    { apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret', metadata: metadata(`runtime-${hash}`, 'system'), spec: { target: { name: `runtime-${hash}`, template: { data: { url: `redis://:{{ .password | urlquery | replace "+" "%20" }}@${host}:6379/0` } } } } },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: metadata(`dashboard-${hash}`, 'api'),
      data: {
        'dashboard.json': `{\n  "legend": "{{ instance }} {{{pod}}}",\n  "expr": "up{namespace=\\"${instance}\\"} / {${instance}}",\n  "uid": "100%"\n}\n`,
        'keeps-empty-lines.txt': 'a\n{{ b }}\n\n\n',
        'many lines of two environments': cache ? 'one\n  two\n' : 'three\n{{ four }}\n',
        '{{ key }}': '{{',
        empty: '',
        number: '0123',
      },
    },
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: metadata('api', 'api'),
      spec: { groups: [{ name: `${instance}-api`, rules: [{ alert: 'Down', annotations: { summary: '{{ $labels.pod }} of {{ $value | printf "%.2f" }} is down' }, expr: `up{namespace="${instance}"} == 0` }, ...(cache ? [] : [{ alert: 'Slow', annotations: { summary: `{{ $labels.pod }} in ${instance} is slow` }, expr: 'slow > 1', labels: {} }])] }] },
    },
    ...(cache ? [workload('StatefulSet', 'apps/v1', 'cache', `registry.example/cache@${digest('7')}`), { apiVersion: 'v1', kind: 'Service', metadata: metadata('cache', 'cache'), spec: { clusterIP: 'None' } } as Manifest] : []),
    { apiVersion: 'example.com/v1', kind: 'Odd', metadata: metadata('odd', 'api'), spec: { list: cache ? [] : ['a', 'b'], map: cache ? {} : { a: 1 }, mixed: cache ? 'text' : { deep: [1, { x: true }] }, either: cache ? 80 : 'http', nested: [[1, 2], cache ? [3] : [4, 5]], exponent: cache ? 1e21 : 0.000001, last: [{ ...(cache ? { a: { b: 'only here' } } : {}), c: { d: { e: { f: cache } } } }] } },
  ];
}
