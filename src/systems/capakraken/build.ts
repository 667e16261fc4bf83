import { z } from 'zod';
import {
  Alerts,
  defineSystem,
  dnsLabel,
  ExternalEndpoint,
  ExternalSecrets,
  Foundation,
  hostWithinDomain,
  Migrator,
  migratorOverlay,
  Postgres,
  postgresOverlay,
  PriorityClass,
  Probe,
  quotaOverlay,
  Ready,
  Redis,
  redisOverlay,
  RestoreDrill,
  restoreDrillOverlay,
  SmokeTest,
  Version,
  webWorkloadOverlay,
  WebWorkload,
  wholeNumber,
  workloadAlerts,
} from '../../index.ts';
import { environmentContract } from './environment-contract.ts';
import { rateLimitsInRedis } from './rate-limits-in-redis.ts';
import { RUNTIME_SECRETS } from './runtime-secrets.ts';

const overlay = z.strictObject({
  app: webWorkloadOverlay.describe('The web application.'),
  migrator: migratorOverlay.prefault({}).describe('The database migrations.'),
  postgres: postgresOverlay.describe('Its database.'),
  restoreDrill: restoreDrillOverlay.exactOptional().describe('Restores the newest backup by the clock, and checks it. Without it: nobody knows whether that works.'),
  redis: redisOverlay.describe('Where rate limits are counted.'),
  rateLimitBackend: z.enum(['redis', 'memory']).describe('Where rate limits are counted; memory only where one pod runs.'),
  storePath: z
    .string()
    .regex(/^[a-z0-9]+([/-][a-z0-9]+)*$/, { error: 'a path in the secret store is lower case letters, digits, "-" and "/"' })
    .describe('Path in the secret store that the runtime secrets lie under.'),
  priorityClasses: z
    .record(dnsLabel, wholeNumber(1, 1_000_000_000, 100_000))
    .default({})
    .describe('Priority classes of its own, by name; a value cannot change in place, another value wants another name.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

/** CapaKraken: a web application with a database, a cache and migrations of its own. */
export const capakraken = defineSystem({
  name: 'capakraken',
  images: ['app', 'migrator'],
  overlay,
  rules: [hostWithinDomain('app.host'), rateLimitsInRedis],

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });

    const postgres = Postgres.from(system, 'postgres', values.postgres);
    const redis = Redis.from(system, 'redis', values.redis);
    const secrets = new ExternalSecrets(system, 'runtime', { name: 'runtime', keys: RUNTIME_SECRETS(values.storePath) });
    const ai = new ExternalEndpoint(system, 'ai', { name: 'ai', port: 443 });
    const smtp = new ExternalEndpoint(system, 'smtp', { name: 'smtp', port: 587 });
    for (const [name, value] of Object.entries(values.priorityClasses)) {
      new PriorityClass(system, `priority-${name}`, { name, value, description: 'CapaKraken keeps serving while batch work waits.' });
    }

    const migrator = new Migrator(system, 'migrate', {
      ...values.migrator,
      image: system.image('migrator'),
      // Never db:push, which changes a schema without a migration and may drop what it does not know.
      command: ['pnpm', '--filter', '@capakraken/db', 'db:migrate:deploy'],
      uses: [postgres],
      // Prisma takes an advisory lock of the database.
      locks: true,
    });

    const app = new WebWorkload(system, 'app', {
      ...values.app,
      name: 'app',
      image: system.image('app'),
      port: 3000,
      ready: Ready.http('/api/ready', { version: Version.header('X-Release') }),
      live: Probe.http('/api/health'),
      env: {
        NODE_ENV: 'production',
        PORT: '3000',
        RATE_LIMIT_BACKEND: values.rateLimitBackend,
        ...(values.app.host === undefined ? {} : { AUTH_URL: `https://${values.app.host}` }),
      },
      scratch: { '/app/.next/cache': '256Mi' },
      uses: [postgres, redis, secrets, ai, smtp],
      contract: environmentContract,
      after: migrator,
    });

    if (values.restoreDrill !== undefined) new RestoreDrill(system, 'restore-drill', { ...values.restoreDrill, postgres: values.postgres });
    new SmokeTest(system, 'smoke', { tests: [app] });
    new Alerts(system, 'alerts', {
      component: 'app',
      alerts: workloadAlerts(system, { component: 'app', ...(migrator.jobName === undefined ? { migratesFirst: true } : { migrateJob: migrator.jobName }), autoscaled: values.app.scale !== undefined }),
    });
  },
});
