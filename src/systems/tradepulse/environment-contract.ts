import { z } from 'zod';
import { type EnvironmentContract } from '../../index.ts';
import { RUNTIME_SECRETS } from './runtime-secrets.ts';

const pem = z.string().regex(/^\/etc\/tradepulse\/db\/[a-z-]+\.pem$/, { error: 'a file below /etc/tradepulse/db that ends in .pem' });
const text = z.string().min(1);

const EXCHANGES = ['BINANCE', 'COINBASE', 'KRAKEN'].flatMap((venue) => [`${venue}_API_KEY`, `${venue}_API_SECRET`]);
const SECRETS = [...Object.keys(RUNTIME_SECRETS('tradepulse')), ...EXCHANGES, 'POSTGRES_PASSWORD'];

/** What the program itself requires of its environment; synthesis fails where its start would. */
export const environmentContract: EnvironmentContract = {
  variables: {
    ...Object.fromEntries(SECRETS.map((name) => [name, z.string()])),
    COINBASE_API_PASSPHRASE: z.string().optional(),
    LOG_FORMAT: z.enum(['json', 'text']),
    LOG_LEVEL: z.enum(['DEBUG', 'INFO', 'WARNING']),
    METRICS_PORT: z.literal('8001'),
    POSTGRES_DB: text,
    POSTGRES_HOST: text,
    POSTGRES_PORT: z.string().regex(/^[0-9]+$/),
    POSTGRES_SSLMODE: z.literal('verify-full'),
    POSTGRES_USER: z.string(),
    // Each experiment's configuration reads those of its own environment.
    PROD_DB_CA_FILE: pem.optional(),
    PROD_DB_CERT_FILE: pem.optional(),
    PROD_DB_KEY_FILE: pem.optional(),
    PROMETHEUS_PORT: z.literal('8001'),
    STAGING_DB_CA_FILE: pem.optional(),
    STAGING_DB_CERT_FILE: pem.optional(),
    STAGING_DB_KEY_FILE: pem.optional(),
  },
  secrets: [...SECRETS, 'COINBASE_API_PASSPHRASE'],
};
