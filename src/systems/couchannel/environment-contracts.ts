import { z } from 'zod';
import { type EnvironmentContract, type VariableSchema } from '../../index.ts';

const telemetry: Readonly<Record<string, VariableSchema>> = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal('grpc').optional(),
  OTEL_RESOURCE_ATTRIBUTES: z.string().optional(),
  OTEL_SERVICE_NAME: z.string().optional(),
};

/** A service's connection to Kafka, whose variables begin with the service's name. */
function kafka(service: string): EnvironmentContract {
  const name = (part: string): string => `${service}_KAFKA_${part}`;
  return {
    variables: {
      [name('BOOTSTRAP')]: z.string().regex(/^[^:,\s]+:\d+(,[^:,\s]+:\d+)*$/, { error: 'host:port, with commas between brokers' }),
      [name('SECURITY_PROTOCOL')]: z.enum(['PLAINTEXT', 'SSL', 'SASL_SSL']),
      [name('SASL_MECHANISM')]: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).optional(),
      [name('USERNAME')]: z.string().optional(),
      [name('PASSWORD')]: z.string().optional(),
      [name('CA_FILE')]: z.string().optional(),
    },
    secrets: [name('USERNAME'), name('PASSWORD')],
  };
}

/** A program of several sorts of variables, those of telemetry among them. */
function contract(...parts: readonly EnvironmentContract[]): EnvironmentContract {
  return {
    variables: Object.assign({}, telemetry, ...parts.map(({ variables }) => variables)) as EnvironmentContract['variables'],
    secrets: parts.flatMap(({ secrets = [] }) => secrets),
  };
}

const redis: EnvironmentContract = { variables: { REDIS_URL: z.string() }, secrets: ['REDIS_URL'] };
const database: EnvironmentContract = { variables: { BOOKINGS_DATABASE_URL: z.string() }, secrets: ['BOOKINGS_DATABASE_URL'] };

/** What each program requires of its environment; synthesis fails where its start would. */
export const environmentContracts = {
  api: contract(redis, kafka('API'), {
    variables: {
      API_CORS_ORIGIN: z.url({ protocol: /^https$/ }),
      API_OIDC_AUDIENCE: z.string(),
      API_OIDC_CLIENT_ID: z.string(),
      API_OIDC_CLIENT_SECRET: z.string(),
      API_OIDC_ISSUER: z.url({ protocol: /^https$/ }),
      API_OIDC_JWKS_URL: z.url({ protocol: /^https$/ }),
      BOOKINGS_URL: z.url(),
      NOTIFICATIONS_URL: z.url(),
    },
    secrets: ['API_OIDC_CLIENT_SECRET'],
  }),
  web: contract({
    variables: { API_URL: z.url(), NODE_ENV: z.literal('production'), WEB_PUBLIC_API_URL: z.url({ protocol: /^https$/ }), WEB_SESSION_SECRET: z.string() },
    secrets: ['WEB_SESSION_SECRET'],
  }),
  bookings: contract(database, kafka('BOOKINGS')),
  notifications: contract(redis, kafka('NOTIFICATIONS'), {
    variables: { SMTP_HOST: z.string(), SMTP_PASSWORD: z.string(), SMTP_USER: z.string(), NOTIFICATIONS_TEMPLATES: z.string() },
    secrets: ['SMTP_HOST', 'SMTP_PASSWORD', 'SMTP_USER'],
  }),
  worker: contract(kafka('WORKER'), { variables: { BOOKINGS_URL: z.url() } }),
  migrator: database,
};
