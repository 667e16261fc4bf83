import { z } from 'zod';
import { type OverlaySystem } from '../src/overlays/load.ts';
import { type OverlayRule, hostWithinDomain } from '../src/overlays/overlay-rule.ts';
import { postgresOverlay } from '../src/overlays/postgres-overlay.ts';
import { redisOverlay } from '../src/overlays/redis-overlay.ts';
import { webWorkloadOverlay } from '../src/overlays/web-workload-overlay.ts';

const overlay = z.strictObject({
  app: webWorkloadOverlay.describe('The web application.'),
  postgres: postgresOverlay.describe('Its database.'),
  redis: redisOverlay.describe('Its cache and rate limits.'),
  rateLimitBackend: z.enum(['redis', 'memory']).default('redis').describe('What counts requests.'),
});

/** With several replicas, each would count for itself. */
const sharedRateLimits: OverlayRule<z.output<typeof overlay>> = function* ({ rateLimitBackend }, { tier }) {
  if (tier !== 'release' || rateLimitBackend === 'redis') return;
  yield { path: 'rateLimitBackend', message: `"${rateLimitBackend}" is not allowed where releases run`, allowed: 'redis', fix: 'rateLimitBackend: redis' };
};

/** A system to load overlays for: a web application with a database, a cache and a migrator. */
export const demoSystem: OverlaySystem = {
  name: 'shop',
  images: ['app', 'migrator'],
  overlay,
  rules: [hostWithinDomain('app.host'), sharedRateLimits],
};

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;

const ENVIRONMENTS = `# yaml-language-server: $schema=./environments.schema.json
schema: slipway.environments/v1
environments:
  dev:
    tier: development
    cluster: { name: dev }
    kubernetes: "1.34"
    zones: [zone-a]
    domain: dev.acme.example
    apiServer: { cidrs: [10.10.0.10/32] }
    probeImage: ghcr.io/acme/probe:8.11.1@${digest('8')}
    secretStore: { name: vault }
  staging:
    cluster: { name: staging }
    kubernetes: "1.34"
    zones: [zone-a, zone-b]
    domain: staging.acme.example
    apiServer: { cidrs: [10.20.0.10/32] }
    probeImage: ghcr.io/acme/probe:8.11.1@${digest('8')}
    secretStore: { name: vault }
  production:
    cluster: { name: production }
    kubernetes: "1.34"
    zones: [zone-a, zone-b, zone-c]
    domain: acme.example
    apiServer:
      cidrs: [10.30.0.10/32]
      port: 6443
    probeImage: ghcr.io/acme/probe:8.11.1@${digest('8')}
    secretStore: { name: vault, refreshInterval: 1h }
    promotion: { from: staging, requires: [ready, approvals: 2, soak: 30m] }
`;

const BASE = `# yaml-language-server: $schema=./overlay.schema.json
schema: slipway.overlay/v1
app:
  resources: { cpu: 250m, memory: 512Mi }
rateLimitBackend: redis
`;

const DEV = `schema: slipway.overlay/v1
app:
  host: shop.dev.acme.example
  replicas: 1
postgres:
  form: in-cluster
  image: docker.io/library/postgres:17.5@${digest('5')}
  password: shop/postgres#password
  storage: 5Gi
redis:
  form: in-cluster
  image: docker.io/library/redis:8.0@${digest('6')}
`;

const STAGING = `schema: slipway.overlay/v1
app:
  host: shop.staging.acme.example
  replicas: 2
postgres:
  form: cnpg
  image: ghcr.io/cloudnative-pg/postgresql:17.5@${digest('5')}
  instances: 2
  storage: 20Gi
redis:
  form: managed
  endpoint: redis.staging.acme.example:6379
  cidrs: [10.20.8.0/24]
`;

const PRODUCTION = `schema: slipway.overlay/v1
app:
  host: shop.acme.example
  scale: { min: 3, max: 12, cpu: 70% }
  resources:
    cpu: 500m
    memory: 1Gi
postgres:
  form: cnpg
  image: ghcr.io/cloudnative-pg/postgresql:17.5@${digest('5')}
  instances: 3
  storage: 100Gi
  backup:
    to: object-store
    schedule: "0 2 * * *"
    destination: s3://acme-backups/shop
    credentials: { accessKeyId: shop/backup#id, secretAccessKey: shop/backup#key }
redis:
  form: managed
  endpoint: redis.acme.example:6379
  cidrs: [10.30.8.0/24]
`;

const RELEASE = `schema: slipway.release/v1
version: sha-4f1c9d2
source:
  repository: https://git.acme.example/shop
  commit: 4f1c9d20123456789abcdef0123456789abcdef0
images:
  app:
    name: ghcr.io/acme/shop-app
    digest: ${digest('a')}
  migrator:
    name: ghcr.io/acme/shop-migrator
    digest: ${digest('b')}
`;

/** Overlays of the demo system with nothing wrong in them: text by path from the project root. */
export const demoOverlays: Readonly<Record<string, string>> = {
  'overlays/environments.yaml': ENVIRONMENTS,
  'overlays/shop/base.yaml': BASE,
  'overlays/shop/dev.yaml': DEV,
  'overlays/shop/dev.release.yaml': RELEASE,
  'overlays/shop/staging.yaml': STAGING,
  'overlays/shop/staging.release.yaml': RELEASE,
  'overlays/shop/production.yaml': PRODUCTION,
  'overlays/shop/production.release.yaml': RELEASE,
};
