import { z } from 'zod';
import {
  Alerts,
  checkWebWorkload,
  Dashboard,
  defineSystem,
  exposed,
  type Dependency,
  ExternalEndpoint,
  ExternalSecrets,
  Files,
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
  telemetry,
  UptimeProbe,
  Version,
  webWorkloadShape,
  WebWorkload,
  Worker,
  workerOverlay,
  workloadAlerts,
} from '../../index.ts';
import { environmentContracts } from './environment-contracts.ts';
import { messageTemplates } from './message-templates.ts';
import { oidc, oidcOverlay } from './oidc.ts';

// Nothing that would open it to the outside can be said of a service that stays inside the cluster.
const { host: _host, paths: _paths, rateLimit: _rateLimit, ...inside } = webWorkloadShape;
/** Each of the two that are reached from outside is told the address of the other. */
const publicOverlay = z
  .strictObject({ ...webWorkloadShape, host: webWorkloadShape.host.unwrap().describe("Host name that it is reached by from outside, in the environment's domain; API_CORS_ORIGIN and WEB_PUBLIC_API_URL are made of it.") })
  .superRefine(checkWebWorkload)
  .transform(exposed);
const internalOverlay = z.strictObject(inside).superRefine(checkWebWorkload);

const overlay = z.strictObject({
  api: publicOverlay.describe('The API, which everything from outside goes through.'),
  web: publicOverlay.describe('The web application.'),
  bookings: internalOverlay.describe('Channels and their bookings; inside the cluster only.'),
  notifications: internalOverlay.describe('Messages to guests and hosts; inside the cluster only.'),
  worker: workerOverlay.describe('What happens by itself: bookings that lapse, reminders.'),
  migrator: migratorOverlay.prefault({}).describe('The database migrations.'),
  postgres: postgresOverlay.describe('Where bookings are kept.'),
  redis: redisOverlay.describe('Sessions, rate limits, what was sent already.'),
  kafka: kafkaOverlay.describe('What the services tell each other.'),
  oidc: oidcOverlay.describe('Who people log in with.'),
  apiSecrets: secretsOverlay.describe('Secrets of the API.'),
  webSecrets: secretsOverlay.describe('Secrets of the web application.'),
  notificationsSecrets: secretsOverlay.describe('Secrets of the notifications.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

const TEMPLATES = '/etc/couchannel/templates';

/** What all of Couchannel's programs that answer requests have in common. */
const http = {
  ready: Ready.http('/api/ready', { version: Version.header('X-Release') }),
  live: Probe.http('/api/health'),
  metrics: { port: 9464 },
  requests: { name: 'http_requests_total', failed: 'status=~"5.."' },
};

/** Couchannel: an API and a web application before services of their own, which speak through Kafka. */
export const couchannel = defineSystem({
  name: 'couchannel',
  images: ['api', 'web', 'bookings', 'notifications', 'worker'],
  overlay,
  rules: [hostWithinDomain('api.host'), hostWithinDomain('web.host')],

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });

    const postgres = Postgres.from(system, 'postgres', { ...values.postgres, variables: { url: 'BOOKINGS_DATABASE_URL' } });
    const redis = Redis.from(system, 'redis', values.redis);
    const kafka = Kafka.from(system, 'kafka', values.kafka);
    const provider = oidc(system, 'oidc', values.oidc);
    const smtp = new ExternalEndpoint(system, 'smtp', { name: 'smtp', port: 587 });
    const apiSecrets = new ExternalSecrets(system, 'api-secrets', { name: 'api', component: 'api', ...values.apiSecrets });
    const webSecrets = new ExternalSecrets(system, 'web-secrets', { name: 'web', component: 'web', ...values.webSecrets });
    const notificationsSecrets = new ExternalSecrets(system, 'notifications-secrets', { name: 'notifications', component: 'notifications', ...values.notificationsSecrets });
    const templates = new Files(system, 'templates', { name: 'templates', component: 'notifications', files: messageTemplates });

    const migrator = new Migrator(system, 'migrate', {
      ...values.migrator,
      image: system.image('bookings'),
      command: ['alembic', 'upgrade', 'head'],
      uses: [postgres],
      contract: environmentContracts.migrator,
      // Its env.py takes an advisory lock, so that of pods which start together one migrates.
      locks: true,
    });

    /** What a program has by its name alone; what it uses comes with its traces. */
    const program = <Name extends keyof typeof environmentContracts>(name: Name, uses: readonly Dependency[]) => {
      const image = system.image(name);
      return { name, image, contract: environmentContracts[name], uses: [...uses, telemetry(system, { service: name, image })] };
    };

    const bookings = new WebWorkload(system, 'bookings', {
      ...values.bookings,
      ...http,
      ...program('bookings', [postgres, kafka.as('BOOKINGS')]),
      port: 8010,
      after: migrator,
    });
    const notifications = new WebWorkload(system, 'notifications', {
      ...values.notifications,
      ...http,
      ...program('notifications', [redis, kafka.as('NOTIFICATIONS'), notificationsSecrets, smtp]),
      port: 8020,
      env: { NOTIFICATIONS_TEMPLATES: TEMPLATES },
      files: { [TEMPLATES]: templates },
    });
    const api = new WebWorkload(system, 'api', {
      ...values.api,
      ...http,
      ...program('api', [redis, kafka.as('API'), bookings, notifications, provider, apiSecrets]),
      port: 8000,
      env: { API_CORS_ORIGIN: `https://${values.web.host}` },
    });
    const web = new WebWorkload(system, 'web', {
      ...values.web,
      ...http,
      ...program('web', [api, webSecrets]),
      port: 3000,
      env: { NODE_ENV: 'production', WEB_PUBLIC_API_URL: `https://${values.api.host}` },
      scratch: { '/app/.next/cache': '256Mi' },
    });
    new Worker(system, 'worker', {
      ...values.worker,
      ...program('worker', [kafka.as('WORKER'), bookings]),
      live: Probe.http('/health', { port: 9464 }),
      metrics: http.metrics,
    });

    new SmokeTest(system, 'smoke', { tests: [api, web, bookings, notifications] });

    const migration = migrator.jobName === undefined ? { migratesFirst: true } : { migrateJob: migrator.jobName };
    for (const [name, { strategy }] of [['api', api], ['web', web], ['bookings', bookings], ['notifications', notifications]] as const) {
      const alerts = workloadAlerts(system, {
        component: name,
        progressive: strategy !== 'rolling',
        scraped: true,
        requests: {},
        autoscaled: values[name].scale !== undefined,
        ...(name === 'bookings' ? migration : {}),
      });
      new Alerts(system, `${name}-alerts`, { component: name, alerts });
      new Dashboard(system, `${name}-dashboard`, { component: name });
    }
    new Alerts(system, 'worker-alerts', {
      component: 'worker',
      alerts: workloadAlerts(system, { component: 'worker', scraped: true, autoscaled: values.worker.scale !== undefined }),
    });
    for (const [name, { host }] of [['api', values.api], ['web', values.web]] as const) {
      new UptimeProbe(system, `${name}-uptime`, { component: name, url: `https://${host}${http.ready.path}` });
    }
  },
});
