import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shopName } from './shop.ts';

/** The environments of the benchmark. */
export const ENVIRONMENTS = ['dev', 'staging', 'production'] as const;

/**
 * Writes a project whose systems, as many as asked for, are all in three environments. It runs on slipway's
 * own sources and packages.
 *
 * @param root slipway's own folder
 * @param folder where to write; made where it is missing
 */
export function writeProject(root: string, folder: string, size: number): void {
  const files = { ...sources(root, size), ...overlays(size) };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
}

function sources(root: string, size: number): Record<string, string> {
  const from = (file: string): string => JSON.stringify(join(root, file));
  return {
    'cdk8s.yaml': `language: typescript\napp: node ${join(root, 'bin', 'slipway')} app\noutput: .slipway/cdk8s\n`,
    'package.json': '{ "name": "benchmark", "private": true, "type": "commonjs" }\n',
    'tsconfig.json': `{ "extends": ${from('tsconfig.base.json')}, "include": ["src"] }\n`,
    'src/main.ts': `import { run } from ${from('src/cli/index.ts')};\nimport { shops } from ${from('bench/shop.ts')};\n\nexport const app = run(shops(${size}));\n`,
  };
}

function overlays(size: number): Record<string, string> {
  const files: Record<string, string> = { 'overlays/environments.yaml': environments() };
  for (let index = 0; index < size; index += 1) {
    const name = shopName(index);
    files[`overlays/${name}/base.yaml`] = base(name);
    for (const environment of ENVIRONMENTS) {
      files[`overlays/${name}/${environment}.yaml`] = VALUES[environment](name, index);
      files[`overlays/${name}/${environment}.release.yaml`] = release(name, index);
    }
  }
  return files;
}

function environments(): string {
  const facts = ENVIRONMENTS.map(
    (name, index) => `
  ${name}:
    tier: ${name === 'dev' ? 'development' : 'release'}
    cluster: { name: ${name} }
    domain: ${domainOf(name)}
    apiServer: { cidrs: [10.${index + 1}0.0.10/32] }
`,
  );
  return `schema: slipway.environments/v1
defaults:
  kubernetes: "1.34"
  registry: ghcr.io/acme
  probeImage: ghcr.io/acme/probe:8.11.1@${digest('8')}
  zones: [zone-a, zone-b, zone-c]
  secretStore: { name: vault }
  exposure:
    kind: ingress
    class: nginx
    issuer: letsencrypt
    from: { namespace: ingress-nginx, labels: { app.kubernetes.io/name: ingress-nginx } }

environments:${facts.join('')}`;
}

function base(name: string): string {
  return `schema: slipway.overlay/v1

# What holds in every environment.
app:
  resources:
    cpu: 250m
    memory: 512Mi
    limits: { cpu: "2" }
  spread:
    zones: soft
    hosts: soft
settings:
  logLevel: info
  pageSize: 50
  sessionHours: 12
  features:
    - search
    - reviews
    - gift-cards
mail:
  host: smtp.mail.example
  port: 587
  from: ${name}@acme.example
`;
}

/** What each environment says for itself; systems differ in their sizes, as they do in earnest. */
const VALUES: Record<(typeof ENVIRONMENTS)[number], (name: string, index: number) => string> = {
  dev: (name) => `schema: slipway.overlay/v1

# One pod is enough to look at.
app:
  host: ${name}.${domainOf('dev')}
  replicas: 1
  resources:
    cpu: 50m
    memory: 256Mi
settings:
  logLevel: debug
  features:
    - search
    - reviews
    - gift-cards
    - experiments
`,
  staging: (name, index) => `schema: slipway.overlay/v1

app:
  host: ${name}.${domainOf('staging')}
  scale:
    min: 2
    max: ${3 + (index % 4)}
    cpu: 70%
settings:
  pageSize: 100
  features:
    - search
    - reviews
    - gift-cards
    - loyalty
`,
  production: (name, index) => `schema: slipway.overlay/v1

# Sized for the end of the year.
app:
  host: ${name}.${domainOf('production')}
  scale:
    min: 3
    max: ${6 + (index % 10)}
    cpu: 60%
    memory: 80%
  resources:
    cpu: ${500 + 50 * (index % 5)}m
    memory: 1Gi
  spread:
    zones: strict
  maxUnavailable: 25%
settings:
  logLevel: warn
  sessionHours: 8
`,
};

function release(name: string, index: number): string {
  const commit = String(1000 + index).repeat(10);
  return `schema: slipway.release/v1
version: sha-${commit.slice(0, 7)}
source:
  repository: https://git.acme.example/${name}
  commit: "${commit}"
images:
  app:
    name: ghcr.io/acme/${name}
    digest: ${digest(String(index % 10))}
`;
}

function domainOf(environment: string): string {
  return environment === 'production' ? 'acme.example' : `${environment}.acme.example`;
}

function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}
