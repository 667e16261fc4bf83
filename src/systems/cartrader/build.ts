import {
  Alerts,
  defineSystem,
  type Dependency,
  ExternalEndpoint,
  ExternalSecrets,
  Foundation,
  hostWithinDomain,
  Migrator,
  Postgres,
  Probe,
  Ready,
  Redis,
  ScheduledJob,
  SmokeTest,
  telemetry,
  Version,
  WebWorkload,
  Worker,
  workloadAlerts,
} from '../../index.ts';
import { gatewayEnvironment } from './environment/gateway.ts';
import { healthCollectorEnvironment } from './environment/health-collector.ts';
import { listingsEnvironment } from './environment/listings.ts';
import { migrateEnvironment } from './environment/migrate.ts';
import { pricingWorkerEnvironment } from './environment/pricing-worker.ts';
import { syntheticEnvironment } from './environment/synthetic.ts';
import { webEnvironment } from './environment/web.ts';
import { overlay } from './overlay.ts';

const ready = Ready.http('/health/ready', { version: Version.header('X-Release') });
const live = Probe.http('/health/live');

/** CarTrader: several services of one repository, each with the environment that its program declares. */
export const cartrader = defineSystem({
  name: 'cartrader',
  images: ['web', 'gateway', 'listings', 'pricing-worker', 'health-collector', 'synthetic', 'migrator'],
  overlay,
  rules: ['web', 'gateway', 'listings', 'healthCollector'].map((service) => hostWithinDomain(`${service}.host`)),

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });

    const postgres = Postgres.from(system, 'postgres', values.postgres);
    const redis = Redis.from(system, 'redis', values.redis);
    const secretsOf = (name: string, { secrets }: { readonly secrets: typeof values.web.secrets }) =>
      // Without any, the contract says which are missing, and where.
      Object.keys(secrets.keys).length === 0 ? [] : [new ExternalSecrets(system, `${name}-secrets`, { name, component: name, ...secrets })];
    const observed = (service: string, variables = {}) => telemetry(system, { service, image: system.image(service), variables: { loki: 'LOKI_URL', ...variables } });
    const outside = (name: string) => new ExternalEndpoint(system, name, { name, port: 443 });
    // As a dependency, so that an overlay that says otherwise is refused instead of one of the two winning.
    const fixed = (variables: Readonly<Record<string, string>>): Dependency => ({ name: 'fixed', variables: { NODE_ENV: 'production', ...variables }, endpoints: [] });

    const migrator = new Migrator(system, 'migrate', {
      ...values.migrator,
      image: system.image('migrator'),
      // Never `migrate dev`, which may reset what it does not know. Deploy takes a lock of the database.
      command: ['pnpm', 'prisma', 'migrate', 'deploy'],
      locks: true,
      uses: [postgres],
      contract: migrateEnvironment,
    });

    const listings = new WebWorkload(system, 'listings', {
      ...values.listings,
      name: 'listings',
      image: system.image('listings'),
      port: 4100,
      ready,
      live,
      uses: [fixed({ PORT: '4100' }), postgres, redis, ...secretsOf('listings', values.listings), outside('media'), outside('vin-lookup'), observed('listings')],
      contract: listingsEnvironment,
      after: migrator,
    });
    const gateway = new WebWorkload(system, 'gateway', {
      ...values.gateway,
      name: 'gateway',
      image: system.image('gateway'),
      port: 4000,
      ready,
      live,
      uses: [fixed({ PORT: '4000', CORS_ORIGINS: `https://${values.web.host}` }), listings, redis, ...secretsOf('gateway', values.gateway), outside('identity'), observed('gateway')],
      contract: gatewayEnvironment,
      after: migrator,
    });
    const web = new WebWorkload(system, 'web', {
      ...values.web,
      name: 'web',
      image: system.image('web'),
      port: 3000,
      ready,
      live,
      scratch: { '/app/.next/cache': '256Mi' },
      uses: [fixed({ PORT: '3000', PUBLIC_URL: `https://${values.web.host}`, PUBLIC_API_URL: `https://${values.gateway.host}` }), gateway, ...secretsOf('web', values.web), observed('web')],
      contract: webEnvironment,
      after: migrator,
    });
    const pricingWorker = new Worker(system, 'pricing-worker', {
      ...values.pricingWorker,
      name: 'pricing-worker',
      image: system.image('pricing-worker'),
      live: Probe.http('/health/live', { port: 4200 }),
      uses: [fixed({ HEALTH_PORT: '4200' }), postgres, redis, ...secretsOf('pricing-worker', values.pricingWorker), outside('market-feed'), observed('pricing-worker')],
      contract: pricingWorkerEnvironment,
      after: migrator,
    });
    const healthCollector = new WebWorkload(system, 'health-collector', {
      ...values.healthCollector,
      name: 'health-collector',
      image: system.image('health-collector'),
      port: 4300,
      ready,
      live,
      metrics: { port: 4300 },
      uses: [fixed({ PORT: '4300' }), web, gateway, listings, ...secretsOf('health-collector', values.healthCollector), outside('alerting'), observed('health-collector', { tempo: 'TEMPO_URL' })],
      contract: healthCollectorEnvironment,
    });

    if (values.synthetic !== undefined) {
      const { job, env } = values.synthetic;
      new ScheduledJob(system, 'synthetic', {
        ...job,
        name: 'synthetic',
        image: system.image('synthetic'),
        env,
        uses: [fixed({}), web, gateway, ...secretsOf('synthetic', values.synthetic), observed('synthetic')],
        contract: syntheticEnvironment,
      });
    }

    new SmokeTest(system, 'smoke', { tests: [web, gateway, listings, healthCollector] });
    for (const [{ name, strategy }, { scale }] of [
      [web, values.web],
      [gateway, values.gateway],
      [listings, values.listings],
      [{ name: pricingWorker.name, strategy: 'rolling' }, values.pricingWorker],
      [healthCollector, values.healthCollector],
    ] as const) {
      const alerts = workloadAlerts(system, { component: name, progressive: strategy !== 'rolling', autoscaled: scale !== undefined, ...(name === 'listings' && migrator.jobName !== undefined ? { migrateJob: migrator.jobName } : {}) });
      new Alerts(system, `${name}-alerts`, { component: name, alerts });
    }
  },
});
