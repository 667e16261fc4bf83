import { describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import { UserError } from '../../kernel/problem.ts';
import { type Manifest, renderAll } from '../../testing.ts';
import { couchannel } from './build.ts';

const OVERLAYS = join(__dirname, '../../../overlays');

type Environment = 'staging' | 'production';

/** What changes: values of the overlay, and facts of the environment, by their dotted path; null takes a value away. */
interface Change {
  readonly overlay?: Readonly<Record<string, unknown>>;
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** The forms of base.yaml, which need a password alone. */
const IN_CLUSTER: Change = {
  overlay: { postgres: { password: 'couchannel/production/postgres#password' }, redis: { password: 'couchannel/production/redis#password' }, kafka: null },
};

const RENDERED: readonly (readonly [string, Environment, Change, readonly string[], readonly string[]])[] = [
  ['nothing, staging', 'staging', {}, ['Deployment/api', 'StatefulSet/kafka', 'StatefulSet/postgres', 'StatefulSet/redis', 'Job/couchannel-migrate', 'HTTPRoute/api'], ['Rollout/api']],
  ['nothing, production', 'production', {}, ['Rollout/api', 'Rollout/web', 'Deployment/bookings', 'HorizontalPodAutoscaler/api', 'Service/web-preview'], ['StatefulSet/kafka', 'Job/couchannel-migrate', 'Deployment/api']],
  ['canary and blue-green in staging', 'staging', { overlay: { 'api.strategy': 'canary', 'web.strategy': 'blue-green' } }, ['Rollout/api', 'Rollout/web'], ['Deployment/api']],
  ['the two the other way round', 'production', { overlay: { 'api.strategy': 'blue-green', 'api.canary': null, 'web.strategy': 'canary' } }, ['Service/api-preview', 'Service/web-canary'], ['Service/api-canary']],
  ['a canary of a service inside the cluster', 'production', { overlay: { 'bookings.strategy': 'canary' } }, ['Rollout/bookings'], ['Deployment/bookings']],
  ['rolling in production', 'production', { overlay: { 'api.strategy': 'rolling', 'web.strategy': 'rolling' } }, ['Deployment/api', 'Deployment/web'], ['Rollout/api', 'AnalysisTemplate/api-ready']],
  ['migrations as a Job in production', 'production', { overlay: { 'migrator.run': 'job' } }, ['Job/couchannel-migrate'], []],
  ['migrations in the pods of staging, whose proxies are native sidecars', 'staging', { overlay: { 'migrator.run': 'init' }, facts: { nativeSidecars: true } }, ['Deployment/bookings'], ['Job/couchannel-migrate']],
  ['all stores in the cluster of production', 'production', IN_CLUSTER, ['StatefulSet/kafka', 'StatefulSet/postgres', 'StatefulSet/redis'], []],
  ['Istio in staging', 'staging', { facts: { mesh: 'istio' } }, ['PeerAuthentication/default', 'AuthorizationPolicy/default-deny'], ['Server/api-8000']],
  ['no mesh', 'staging', { facts: { mesh: 'none' } }, ['NetworkPolicy/api-to-bookings-8010-egress'], ['Server/api-8000', 'PeerAuthentication/default']],
  ['Linkerd and the Gateway API in production', 'production', { facts: { mesh: 'linkerd', exposure: { kind: 'gateway', name: 'public', namespace: 'gateways', from: { namespace: 'gateways', labels: {} } }, rollouts: { traffic: 'gateway-api', prometheus: 'http://prometheus-operated.monitoring:9090' } } }, ['Rollout/api', 'Server/api-8000', 'HTTPRoute/web'], ['PeerAuthentication/default']],
  ['Vault in production', 'production', { facts: { secretStores: null } }, ['Rollout/api'], []],
];

describe('couchannel', () => {
  it.each(RENDERED)('renders with %s', (_name, environment, change, there, gone) => {
    const objects = rendered(environment, change).map(({ kind, metadata }) => `${kind}/${metadata.name.replace(/-[0-9a-f]{10}$/, '')}`);
    expect(objects).toEqual(expect.arrayContaining([...there]));
    expect(objects.filter((name) => gone.includes(name))).toEqual([]);
  });

  it('gives each service its own variables of Kafka, and the API those of its OIDC provider', () => {
    for (const [environment, bootstrap, protocol] of [
      ['staging', 'kafka-0.kafka:9092,kafka-1.kafka:9092,kafka-2.kafka:9092', 'PLAINTEXT'],
      ['production', 'b-1.couchannel.kafka.acme.example:9096,b-2.couchannel.kafka.acme.example:9096,b-3.couchannel.kafka.acme.example:9096', 'SASL_SSL'],
    ] as const) {
      const objects = rendered(environment);
      for (const name of ['api', 'bookings', 'notifications', 'worker']) {
        const variables = variablesOf(objects, name);
        expect(variables[`${name.toUpperCase()}_KAFKA_BOOTSTRAP`]).toBe(bootstrap);
        expect(variables[`${name.toUpperCase()}_KAFKA_SECURITY_PROTOCOL`]).toBe(protocol);
      }
      expect(Object.keys(variablesOf(objects, 'web')).filter((name) => name.includes('KAFKA'))).toEqual([]);
      expect(Object.keys(variablesOf(objects, 'api')).filter((name) => name.startsWith('API_OIDC_'))).toEqual(['API_OIDC_AUDIENCE', 'API_OIDC_CLIENT_ID', 'API_OIDC_CLIENT_SECRET', 'API_OIDC_ISSUER', 'API_OIDC_JWKS_URL']);
    }
  });

  it.each(['staging', 'production'] as const)('lets nothing in from outside but to the API and the web application: %s', (environment) => {
    const doors = rendered(environment).filter(({ kind }) => kind === 'HTTPRoute' || kind === 'VirtualService' || kind === 'Ingress');
    expect(doors.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] ?? '').sort()).toEqual(['api', 'web']);
    expect(rendered(environment).filter((manifest) => manifest.kind === 'Service' && (manifest['spec'] as { type: string }).type !== 'ClusterIP')).toEqual([]);
  });

  it.each([
    ['a host for what stays inside the cluster', 'staging', { overlay: { 'bookings.host': 'bookings.staging.acme.example' } }, 'host'],
    ['a rate limit for it', 'staging', { overlay: { 'notifications.rateLimit': { requestsPerSecond: 5 } } }, 'rateLimit'],
    ['a host of another domain', 'production', { overlay: { 'web.host': 'couchannel.other.example' } }, 'domain'],
    ['an OIDC issuer in the clear', 'production', { overlay: { 'oidc.issuer': 'http://login.acme.example' } }, 'https'],
    ['migrations in pods whose proxy starts after them', 'staging', { overlay: { 'migrator.run': 'init' } }, 'nativeSidecars'],
    ['no host for the API, which the web application asks by it', 'production', { overlay: { 'api.host': null } }, '"host" is missing'],
  ] as const)('refuses %s', (_name, environment, change, says) => {
    expect(problemsOf(environment, change)).toContain(says);
  });
});

function rendered(environment: Environment, change: Change = {}): readonly Manifest[] {
  const root = mkdtempSync(join(tmpdir(), 'slipway-couchannel-'));
  try {
    const folder = join(root, 'overlays');
    cpSync(join(OVERLAYS, 'couchannel'), join(folder, 'couchannel'), { recursive: true });
    edited(OVERLAYS, folder, 'environments.yaml', (document) => {
      for (const name of ['dev', 'staging', 'production']) keepOwn(document, ['environments', name]);
      for (const [path, value] of Object.entries(change.facts ?? {})) set(document, ['environments', environment, ...path.split('.')], value);
    });
    edited(folder, folder, `couchannel/${environment}.yaml`, (document) => {
      for (const [path, value] of Object.entries(change.overlay ?? {})) set(document, path.split('.'), value);
    });
    return renderAll({ root, systems: [couchannel], only: { environments: [environment] } })[0]!.files.map(({ manifest }) => manifest);
  } finally {
    rmSync(root, { recursive: true });
  }
}

function edited(from: string, to: string, name: string, edit: (document: Document.Parsed) => void): void {
  const document = parseDocument(readFileSync(join(from, name), 'utf8'));
  edit(document);
  writeFileSync(join(to, name), document.toString());
}

function set(document: Document.Parsed, path: readonly string[], value: unknown): void {
  if (value === null) document.deleteIn(path);
  else document.setIn(path, document.createNode(value));
}

/** Takes away what the facts say of other systems. */
function keepOwn(document: Document.Parsed, environment: readonly string[]): void {
  for (const key of ['readyUrls', 'secretStores']) {
    const own = document.getIn([...environment, key, 'couchannel']);
    document.deleteIn([...environment, key]);
    if (own !== undefined) document.setIn([...environment, key, 'couchannel'], own);
  }
}

function variablesOf(objects: readonly Manifest[], name: string): Readonly<Record<string, unknown>> {
  const workload = objects.find(({ kind, metadata }) => (kind === 'Deployment' || kind === 'Rollout') && metadata.name === name)!;
  const { spec } = workload as unknown as { spec: { template: { spec: { containers: [{ env: { name: string; value?: string }[] }] } } } };
  return Object.fromEntries(spec.template.spec.containers[0].env.map((variable) => [variable.name, variable.value]));
}

function problemsOf(environment: Environment, change: Change): string {
  try {
    rendered(environment, change);
    return 'rendered';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ path, message, allowed, fix }) => [path, message, allowed, fix].join(' ')).join('\n');
  }
}
