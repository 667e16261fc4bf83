import { z } from 'zod';
import {
  type BuildInput,
  defineSystem,
  ExternalEndpoint,
  ExternalSecrets,
  Files,
  hostWithinDomain,
  Probe,
  Ready,
  ReleaseConfig,
  type System,
  type SystemDefinition,
  WebWorkload,
  webWorkloadOverlay,
} from '../src/index.ts';

const overlay = z.strictObject({
  app: webWorkloadOverlay,
  settings: z.strictObject({
    logLevel: z.enum(['debug', 'info', 'warn']).default('info'),
    pageSize: z.int().min(1).max(500).default(50),
    sessionHours: z.int().min(1).max(720).default(12),
    features: z.array(z.string()).default([]),
  }),
  mail: z.strictObject({ host: z.string(), port: z.int().default(587), from: z.string() }),
});

/** The port that every shop listens on. */
const PORT = 3000;

/**
 * What every system of the benchmark is: a web application with settings, secrets, a file and mail, 10 to 11
 * objects. Both contenders build it by this very function.
 */
function build(system: System, { overlay: { app, settings, mail } }: BuildInput<z.output<typeof overlay>>): void {
  new ReleaseConfig(system, 'release');
  const { priority, ...values } = app;
  new WebWorkload(system, 'app', {
    ...values,
    name: 'app',
    image: system.image('app'),
    port: PORT,
    ready: Ready.http('/api/ready'),
    live: Probe.http('/api/health'),
    ...(priority === undefined ? {} : { priorityClass: priority }),
    env: {
      LOG_LEVEL: settings.logLevel,
      MAIL_FROM: mail.from,
      MAIL_HOST: mail.host,
      MAIL_PORT: String(mail.port),
      PAGE_SIZE: String(settings.pageSize),
      SESSION_LIFETIME: `${settings.sessionHours}h`,
    },
    uses: [
      new ExternalSecrets(system, 'secrets', { name: 'app-runtime', keys: secretsOf(system.systemName) }),
      new ExternalEndpoint(system, 'mail', { name: 'mail', port: mail.port }),
    ],
    files: { '/etc/shop': new Files(system, 'files', { name: 'app-config', files: filesOf(system.systemName, settings.features) }) },
  });
}

function secretsOf(name: string): Record<string, string> {
  return {
    DATABASE_URL: `${name}/runtime#database-url`,
    PAYMENT_TOKEN: `${name}/payment#token`,
    SESSION_SECRET: `${name}/runtime#session-secret`,
  };
}

function filesOf(name: string, features: readonly string[]): Record<string, string> {
  return {
    'features.json': `${JSON.stringify(Object.fromEntries(features.map((feature) => [feature, true])), null, 2)}\n`,
    'server.conf': `name ${name};\nlisten ${PORT};\nkeepalive_timeout 65;\ngzip on;\ngzip_types application/json text/css;\n`,
  };
}

/** The benchmark's systems, which differ in name and overlays alone. */
export function shops(count: number): SystemDefinition[] {
  return Array.from({ length: count }, (_, index) => defineSystem({ name: shopName(index), images: ['app'], overlay, rules: [hostWithinDomain('app.host')], build }) as SystemDefinition);
}

/** The name of the system with this index. */
export function shopName(index: number): string {
  return `shop-${String(index + 1).padStart(4, '0')}`;
}
