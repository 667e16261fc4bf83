import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { httpsAddress, postgresAddress, redisAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the search and pricing worker requires of its environment: `apps/pricing-worker/src/config/environment.ts`. */
export const pricingWorkerEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    CONCURRENCY: wholeNumber(1, 64),
    DATABASE_URL: postgresAddress,
    HEALTH_PORT: wholeNumber(1024, 65_535),
    MARKET_FEED_API_KEY: z.string().min(16),
    MARKET_FEED_URL: httpsAddress,
    NODE_ENV: z.literal('production'),
    PRICE_FLOOR_RATIO: z.coerce.number().gt(0).max(1),
    PRICE_MODEL: z.enum(['baseline', 'gradient-boosting']),
    QUEUE_NAME: z.string().regex(/^[a-z][a-z0-9:-]{2,63}$/, { error: '3 to 64 of a-z, 0-9, ":" and "-", a letter first' }),
    REDIS_URL: redisAddress,
    REINDEX_EVERY_MINUTES: wholeNumber(1, 1440),
  },
  secrets: ['DATABASE_URL', 'MARKET_FEED_API_KEY', 'REDIS_URL'],
};
