import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { httpsAddress, inClusterAddress, redisAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the API gateway requires of its environment: `apps/gateway/src/config/environment.ts`. */
export const gatewayEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    CORS_ORIGINS: z.string().regex(/^https:\/\/[a-z0-9.-]+(,https:\/\/[a-z0-9.-]+)*$/, { error: 'origins with https://, joined by commas' }),
    JWT_SECRET: z.string().min(32),
    LISTINGS_URL: inClusterAddress,
    NODE_ENV: z.literal('production'),
    OIDC_CLIENT_ID: z.string().regex(/^[a-z0-9-]{3,64}$/, { error: '3 to 64 of a-z, 0-9 and "-"' }),
    OIDC_CLIENT_SECRET: z.string().min(16),
    OIDC_ISSUER: httpsAddress,
    PORT: wholeNumber(1024, 65_535),
    RATE_LIMIT_PER_MINUTE: wholeNumber(1, 10_000),
    REDIS_URL: redisAddress,
    REQUEST_TIMEOUT_MS: wholeNumber(100, 60_000),
    TRUSTED_PROXIES: wholeNumber(1, 5).default(1),
  },
  secrets: ['JWT_SECRET', 'OIDC_CLIENT_SECRET', 'REDIS_URL'],
};
