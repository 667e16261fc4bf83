import { z } from 'zod';
import {
  Alerts,
  credentialKeys,
  credentialsOverlay,
  Dashboard,
  defineSystem,
  dnsLabel,
  ExternalEndpoint,
  ExternalSecrets,
  Foundation,
  hostWithinDomain,
  managedPostgresOverlay,
  Postgres,
  PriorityClass,
  Probe,
  quotaOverlay,
  Ready,
  rotation,
  secretReference,
  SmokeTest,
  UptimeProbe,
  variableName,
  webWorkloadOverlay,
  WebWorkload,
  wholeNumber,
  workloadAlerts,
} from '../../index.ts';
import { environmentContract } from './environment-contract.ts';
import { RUNTIME_SECRETS } from './runtime-secrets.ts';

const overlay = z.strictObject({
  api: webWorkloadOverlay.describe('The trading API.'),
  postgres: managedPostgresOverlay.describe('Its database, which takes clients with a certificate alone.'),
  databaseFiles: z.enum(['PROD_DB', 'STAGING_DB']).describe("How the variables begin that name the files of the database's TLS, as the experiment's configuration reads them."),
  mtlsClient: z
    .strictObject({
      ca: secretReference.describe("Where the certificate of the clients' authority lies in the secret store."),
      revoked: secretReference.describe('Where the list of revoked certificates lies in the secret store.'),
    })
    .describe('By what the API verifies the certificates of its clients.'),
  venues: z.record(variableName, credentialsOverlay).describe('Credentials of the exchanges, by the prefix of their variables.'),
  storePath: z
    .string()
    .regex(/^[a-z0-9]+([/-][a-z0-9]+)*$/, { error: 'a path in the secret store is lower case letters, digits, "-" and "/"' })
    .describe("Path in the secret store that the application's own secrets lie under."),
  rotation: rotation.exactOptional().describe('Which rotation of secrets and credentials this is; another one rolls the pods. Without it: pods see new values when they restart.'),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARNING']).default('INFO').describe('The least that is logged.'),
  priorityClasses: z
    .record(dnsLabel, wholeNumber(1, 1_000_000_000, 1_000_000))
    .default({})
    .describe('Priority classes of its own, by name; a value cannot change in place, another value wants another name.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});

/** TradePulse: a trading API with a managed database that both sides prove themselves to. */
export const tradepulse = defineSystem({
  name: 'tradepulse',
  images: ['api'],
  overlay,
  rules: [hostWithinDomain('api.host')],

  build(system, { overlay: values }) {
    new Foundation(system, 'foundation', { quota: values.quota });
    for (const [name, value] of Object.entries(values.priorityClasses)) {
      new PriorityClass(system, `priority-${name}`, { name, value, description: 'TradePulse keeps trading while everything else waits.' });
    }

    const postgres = Postgres.from(system, 'postgres', {
      ...values.postgres,
      tlsFiles: { directory: '/etc/tradepulse/db', ca: 'root-ca.pem', certificate: 'client.pem', key: 'client-key.pem' },
      variables: {
        host: 'POSTGRES_HOST',
        port: 'POSTGRES_PORT',
        database: 'POSTGRES_DB',
        user: 'POSTGRES_USER',
        password: 'POSTGRES_PASSWORD',
        sslMode: 'POSTGRES_SSLMODE',
        caFile: `${values.databaseFiles}_CA_FILE`,
        certificateFile: `${values.databaseFiles}_CERT_FILE`,
        keyFile: `${values.databaseFiles}_KEY_FILE`,
      },
    });
    const secrets = new ExternalSecrets(system, 'secrets', { name: 'tradepulse-secrets', keys: RUNTIME_SECRETS(values.storePath), rotation: values.rotation });
    const venues = new ExternalSecrets(system, 'venues', {
      name: 'venues',
      keys: Object.assign({}, ...Object.entries(values.venues).map(([prefix, bundle]) => credentialKeys(prefix, bundle))),
      rotation: values.rotation,
    });
    const mtlsClient = new ExternalSecrets(system, 'mtls-client', {
      name: 'tradepulse-mtls-client',
      keys: { 'client-ca.pem': values.mtlsClient.ca, 'client.crl': values.mtlsClient.revoked },
      as: { directory: '/etc/tradepulse/mtls', private: true },
      rotation: values.rotation,
    });
    // Exchanges, market data, Slack and Telegram: none of them has addresses of its own.
    const exchanges = new ExternalEndpoint(system, 'exchanges', { name: 'exchanges', port: 443 });
    const smtp = new ExternalEndpoint(system, 'smtp', { name: 'smtp', port: 587 });

    const api = new WebWorkload(system, 'api', {
      ...values.api,
      name: 'api',
      image: system.image('api'),
      port: 8001,
      // Readiness asks for what it depends on, liveness whether the process still answers at all.
      ready: Ready.http('/healthz'),
      live: Probe.http('/metrics'),
      metrics: { port: 8001, path: '/metrics' },
      env: { LOG_FORMAT: 'json', LOG_LEVEL: values.logLevel, METRICS_PORT: '8001', PROMETHEUS_PORT: '8001' },
      uses: [postgres, secrets, venues, mtlsClient, exchanges, smtp],
      contract: environmentContract,
    });

    new SmokeTest(system, 'smoke', { tests: [api] });
    new Dashboard(system, 'dashboard', { component: 'api' });
    new Alerts(system, 'alerts', {
      component: 'api',
      alerts: workloadAlerts(system, { component: 'api', scraped: true, requests: {}, autoscaled: values.api.scale !== undefined }),
    });
    if (values.api.host !== undefined) new UptimeProbe(system, 'uptime', { component: 'api', url: `https://${values.api.host}/healthz` });
  },
});
