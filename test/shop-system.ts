import { z } from 'zod';
import {
  Alerts,
  defineSystem,
  ExternalEndpoint,
  ExternalSecrets,
  Foundation,
  hostWithinDomain,
  Kafka,
  kafkaOverlay,
  Migrator,
  migratorOverlay,
  Postgres,
  postgresOverlay,
  Probe,
  quotaOverlay,
  Ready,
  Redis,
  redisOverlay,
  secretsOverlay,
  SmokeTest,
  type SystemDefinition,
  Version,
  WebWorkload,
  webWorkloadOverlay,
  Worker,
  workerOverlay,
  workloadAlerts,
} from '../src/index.ts';

const overlay = z.strictObject({
  web: webWorkloadOverlay.describe('What customers see.'),
  api: webWorkloadOverlay.describe('What the web and the worker ask.'),
  worker: workerOverlay.describe('Sends what is ordered.'),
  migrator: migratorOverlay.prefault({}).describe('The database migrations.'),
  postgres: postgresOverlay.describe('Its database.'),
  redis: redisOverlay.describe('Its cache.'),
  kafka: kafkaOverlay.describe('Its events.'),
  secrets: secretsOverlay.describe('What it reads from the secret store.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

/** An edge of the shop that its definition can do without. */
export type ShopEdge = 'web → api' | 'api → postgres' | 'api → redis' | 'api → kafka' | 'api → payments' | 'worker → api' | 'worker → kafka' | 'migrate → postgres';

/** Everything that a definition made without an edge lacks. */
export const SHOP_EDGES: readonly ShopEdge[] = ['web → api', 'api → postgres', 'api → redis', 'api → kafka', 'api → payments', 'worker → api', 'worker → kafka', 'migrate → postgres'];

/**
 * A system of everything that environments change: on the public API alone, and the same lines for
 * all of them. An edge is one element of a `uses`, and this definition leaves out the one that is named.
 */
export function shopSystem(without?: ShopEdge): SystemDefinition {
  const unless = <T>(edge: ShopEdge, used: T): T[] => (edge === without ? [] : [used]);
  return defineSystem({
    name: 'shop',
    images: ['web', 'api', 'migrator'],
    overlay,
    rules: [hostWithinDomain('web.host')],

    build(system, { overlay: values }) {
      new Foundation(system, 'foundation', { quota: values.quota });
      const postgres = Postgres.from(system, 'postgres', { ...values.postgres, variables: { host: 'DB_HOST', database: 'DB_NAME', user: 'DB_USER', password: 'DB_PASSWORD', sslMode: 'PGSSLMODE' } });
      const redis = Redis.from(system, 'redis', { ...values.redis, variables: { host: 'REDIS_HOST', port: 'REDIS_PORT', ...(values.redis.password === undefined ? {} : { password: 'REDIS_PASSWORD' }) } });
      const kafka = Kafka.from(system, 'kafka', values.kafka);
      const secrets = new ExternalSecrets(system, 'runtime', { name: 'runtime', ...values.secrets });
      const payments = new ExternalEndpoint(system, 'payments', { name: 'payments', variables: { PAYMENTS_URL: 'https://payments.example' } });

      const migrator = new Migrator(system, 'migrate', { ...values.migrator, locks: true, image: system.image('migrator'), uses: unless('migrate → postgres', postgres) });
      const api = new WebWorkload(system, 'api', {
        ...values.api,
        name: 'api',
        image: system.image('api'),
        port: 8080,
        ready: Ready.http('/ready', { version: Version.header('X-Release') }),
        live: Probe.http('/live'),
        metrics: { port: 9090 },
        uses: [secrets, ...unless('api → postgres', postgres), ...unless('api → redis', redis), ...unless('api → kafka', kafka), ...unless('api → payments', payments)],
        after: migrator,
      });
      const web = new WebWorkload(system, 'web', {
        ...values.web,
        name: 'web',
        image: system.image('web'),
        port: 3000,
        ready: Ready.http('/ready', { version: Version.none }),
        live: Probe.http('/live'),
        uses: unless('web → api', api),
      });
      new Worker(system, 'worker', {
        ...values.worker,
        name: 'worker',
        image: system.image('api'),
        command: ['/app/worker'],
        live: Probe.exec(['/app/alive']),
        uses: [...unless('worker → api', api), ...unless('worker → kafka', kafka)],
      });
      new SmokeTest(system, 'smoke', { tests: [api, web] });
      new Alerts(system, 'alerts', {
        component: 'web',
        alerts: workloadAlerts(system, { component: 'web', progressive: web.strategy !== 'rolling', autoscaled: values.web.scale !== undefined }),
      });
    },
  });
}
