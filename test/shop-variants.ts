import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describeProblem, UserError } from '../src/kernel/problem.ts';
import { renderAll } from '../src/render/render-all.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { type SystemDefinition } from '../src/index.ts';
import { shopSystem } from './shop-system.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

const PEER = (namespace: string): string => `from: { namespace: ${namespace}, labels: {} }`;

/** Facts of an environment and values of an overlay, by what they are about: each is one line. `strategy` is that of what is exposed, `inside` that of what is not. */
const LINES = {
  mesh: { none: 'mesh: none', istio: 'mesh: istio', linkerd: 'mesh: linkerd' },
  sidecars: { ordinary: 'nativeSidecars: false', native: 'nativeSidecars: true' },
  exposure: {
    'ingress-nginx': `exposure: { kind: ingress, class: public, controller: nginx, issuer: letsencrypt, ${PEER('ingress')} }`,
    'ingress-traefik': `exposure: { kind: ingress, class: public, controller: traefik, ${PEER('ingress')} }`,
    'ingress-other': `exposure: { kind: ingress, class: public, controller: other, ${PEER('ingress')} }`,
    'gateway-envoy': `exposure: { kind: gateway, name: public, namespace: gateways, controller: envoy-gateway, ${PEER('gateways')} }`,
    'gateway-istio': `exposure: { kind: gateway, name: public, namespace: gateways, controller: istio, ${PEER('gateways')} }`,
    'gateway-other': `exposure: { kind: gateway, name: public, namespace: gateways, section: https, controller: other, ${PEER('gateways')} }`,
    istio: `exposure: { kind: istio, name: public, namespace: gateways, ${PEER('gateways')} }`,
  },
  store: {
    vault: 'secretStore: { name: store, provider: vault }',
    'aws-secrets-manager': 'secretStore: { name: store, provider: aws-secrets-manager }',
    'aws-parameter-store': 'secretStore: { name: store, provider: aws-parameter-store }',
    'azure-key-vault': 'secretStore: { name: store, provider: azure-key-vault }',
    'gcp-secret-manager': 'secretStore: { name: store, provider: gcp-secret-manager }',
    'vault by csi': 'secretStore: { name: store, provider: vault, via: csi, parameters: { roleName: shop, vaultAddress: "https://vault.example", kvMount: secret } }',
    'aws-secrets-manager by csi': 'secretStore: { name: store, provider: aws-secrets-manager, via: csi }',
    'aws-parameter-store by csi': 'secretStore: { name: store, provider: aws-parameter-store, via: csi }',
    'gcp-secret-manager by csi': 'secretStore: { name: store, provider: gcp-secret-manager, via: csi, parameters: { projectId: acme } }',
  },
  rollouts: {
    none: undefined,
    istio: 'rollouts: { traffic: istio, prometheus: "http://prometheus.monitoring:9090" }',
    'gateway-api': 'rollouts: { traffic: gateway-api, prometheus: "http://prometheus.monitoring:9090" }',
    replicas: 'rollouts: { traffic: replicas }',
  },
  postgres: {
    cnpg: `postgres: { form: cnpg, image: "ghcr.io/cloudnative-pg/postgresql:17.5@${digest('5')}", storage: 20Gi }`,
    'in-cluster': `postgres: { form: in-cluster, image: "docker.io/library/postgres:17.5@${digest('6')}", password: shop/postgres#password }`,
    managed: 'postgres: { form: managed, endpoint: "db.acme.example:5432", cidrs: [10.20.0.0/16], database: shop, user: shop, password: shop/postgres#password, ca: shop/postgres#ca }',
  },
  redis: {
    'in-cluster': `redis: { form: in-cluster, image: "docker.io/valkey/valkey:8.1@${digest('7')}" }`,
    'in-cluster with a password': `redis: { form: in-cluster, image: "docker.io/valkey/valkey:8.1@${digest('7')}", password: shop/redis#password }`,
    managed: 'redis: { form: managed, endpoint: "redis.acme.example:6380", cidrs: [10.21.0.0/16], password: shop/redis#password }',
  },
  kafka: {
    'in-cluster': `kafka: { form: in-cluster, image: "docker.io/redpandadata/redpanda:v25.1.1@${digest('9')}" }`,
    strimzi: 'kafka: { form: strimzi, version: 4.1.0, storage: 20Gi }',
    managed: 'kafka: { form: managed, bootstrap: ["b-1.kafka.acme.example:9096"], cidrs: [10.22.0.0/16], login: { by: password, user: shop/kafka#user, password: shop/kafka#password } }',
  },
  strategy: { rolling: 'strategy: rolling', canary: 'strategy: canary', 'blue-green': 'strategy: blue-green' },
  inside: { rolling: 'strategy: rolling', canary: 'strategy: canary', 'blue-green': 'strategy: blue-green' },
  limit: { none: undefined, limited: 'rateLimit: { requestsPerSecond: 50 }' },
  migrate: { job: 'run: job', init: 'run: init' },
} as const satisfies Record<string, Record<string, string | undefined>>;

/** What an environment or overlay decides. */
export type Choice = keyof typeof LINES;

/** One word for each choice. */
export type Variant = { readonly [C in Choice]: keyof (typeof LINES)[C] & string };

/** The choices, in the order of a variant's words. */
export const CHOICES = Object.keys(LINES) as Choice[];

/** The words of each choice. */
export const WORDS = Object.fromEntries(CHOICES.map((choice) => [choice, Object.keys(LINES[choice])])) as unknown as { readonly [C in Choice]: readonly Variant[C][] };

/** A variant that renders: the first word of each choice, and no more than that. */
export const PLAIN = Object.fromEntries(CHOICES.map((choice) => [choice, WORDS[choice][0]!])) as unknown as Variant;

/** A variant in words, where it is not plain, for the name of a test. */
export function shown(variant: Variant): string {
  const words = CHOICES.filter((choice) => variant[choice] !== PLAIN[choice]).map((choice) => `${choice} ${variant[choice]}`);
  return words.length === 0 ? 'plain' : words.join(', ');
}

/** Text by path of everything below `overlays/` that a variant is. */
export function filesOf(variant: Variant): Readonly<Record<string, string>> {
  const line = (choice: Choice): string | undefined => (LINES[choice] as Record<string, string | undefined>)[variant[choice]];
  const block = (depth: number, ...choices: readonly Choice[]): string =>
    choices
      .map(line)
      .filter((text) => text !== undefined)
      .map((text) => `${' '.repeat(depth)}${text}\n`)
      .join('');
  const environments = `schema: slipway.environments/v1
environments:
  live:
    cluster: { name: live }
    kubernetes: "1.34"
    zones: [zone-a, zone-b]
    domain: acme.example
    apiServer: { cidrs: [10.10.0.10/32] }
    probeImage: ghcr.io/acme/probe:8.11.1@${digest('8')}
    monitoring: { ${PEER('monitoring')}, labels: { release: prometheus } }
${block(4, 'mesh', 'sidecars', 'exposure', 'store', 'rollouts')}`;
  const overlay = `schema: slipway.overlay/v1
web:
  host: shop.acme.example
  scale: { min: 2, max: 6 }
${block(2, 'strategy', 'limit')}api:
${block(2, 'inside')}worker: {}
migrator:
${block(2, 'migrate')}${block(0, 'postgres', 'redis', 'kafka')}secrets:
  keys: { API_TOKEN: shop/runtime#token }
quota: { requests: { cpu: "32", memory: 64Gi }, pods: 60, storage: 500Gi }
`;
  const images = Object.entries({ web: 'a', api: 'b', migrator: 'c' }).map(([image, digit]) => `  ${image}: { name: ghcr.io/acme/shop-${image}, digest: "${digest(digit)}" }\n`);
  const release = `schema: slipway.release/v1
version: v1.0.0
source: { repository: https://git.acme.example/shop, commit: "${'1'.repeat(40)}" }
images:
${images.join('')}`;
  return { 'overlays/environments.yaml': environments, 'overlays/shop/live.yaml': overlay, 'overlays/shop/live.release.yaml': release };
}

/** What a variant is refused for, as its refusal says it; each combination that makes no sense is here, and no other is refused. */
export function refusalsOf({ mesh, sidecars, exposure, store, rollouts, redis, strategy, inside, limit, migrate }: Variant): RegExp[] {
  const [kind] = exposure.split('-');
  const shifts = { ingress: 'replicas', gateway: 'gateway-api', istio: 'istio' }[kind!];
  const reasons: readonly (readonly [boolean, RegExp])[] = [
    [inside !== 'rolling' && rollouts === 'none', /api\.strategy[^]*needs Argo Rollouts, which the target does not have/],
    [strategy !== 'rolling' && rollouts === 'none', /web\.strategy[^]*needs Argo Rollouts, which the target does not have[^]*fix: strategy: rolling, or rollouts: /],
    [strategy === 'canary' && !['none', 'replicas', shifts].includes(rollouts), /web\.strategy[^]*exposure of kind \w+, which rollouts\.traffic [^]*fix: rollouts: \{ traffic: /],
    [limit === 'limited' && (exposure.endsWith('-other') || exposure === 'ingress-traefik'), /web\.rateLimit[^]*cannot limit rates[^]*fix: rateLimit: null/],
    [limit === 'limited' && exposure.endsWith('istio') && mesh !== 'istio', /web\.rateLimit[^]*the pods of the target have none[^]*fix: mesh: istio/],
    [migrate === 'init' && mesh !== 'none' && sidecars === 'ordinary', /nativeSidecars: true/],
    [redis === 'in-cluster with a password' && store.endsWith('csi'), /redis\.password[^]*fix: password: null/],
  ];
  return reasons.flatMap(([refused, says]) => (refused ? [says] : []));
}

/** A folder that variants are written to and rendered from, as `slipway synth` would. */
export class VariantProject {
  readonly root = mkdtempSync(join(tmpdir(), 'slipway-variants-'));
  readonly #definition: SystemDefinition;
  /** What lies there already: neighbouring variants differ in a line. */
  readonly #written = new Map<string, string>();

  constructor(definition = shopSystem()) {
    this.#definition = definition;
  }

  /** @throws UserError where the variant is refused */
  render(variant: Variant): RenderedPair {
    return this.renderFiles(filesOf(variant));
  }

  /** @throws UserError where these overlays are refused */
  renderFiles(files: Readonly<Record<string, string>>): RenderedPair {
    for (const [file, text] of Object.entries(files)) {
      if (this.#written.get(file) === text) continue;
      this.#written.set(file, text);
      mkdirSync(dirname(join(this.root, file)), { recursive: true });
      writeFileSync(join(this.root, file), text);
    }
    return renderAll({ root: this.root, systems: [this.#definition] })[0]!;
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** What a refusal says, problem by problem; undefined where there is none. */
export function refusalOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(describeProblem).join('\n');
    throw error;
  }
}
