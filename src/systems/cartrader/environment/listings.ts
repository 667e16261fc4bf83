import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { httpsAddress, postgresAddress, redisAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the listings service requires of its environment: `apps/listings/src/config/environment.ts`. */
export const listingsEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    CURRENCY: z.enum(['EUR', 'CHF', 'GBP']),
    DATABASE_POOL_SIZE: wholeNumber(1, 50),
    DATABASE_URL: postgresAddress,
    LISTING_EXPIRY_DAYS: wholeNumber(1, 180),
    MEDIA_BUCKET: z.string().regex(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { error: 'a bucket is 3 to 63 of a-z, 0-9 and "-"' }),
    MEDIA_MAX_UPLOAD_MB: wholeNumber(1, 50),
    NODE_ENV: z.literal('production'),
    PORT: wholeNumber(1024, 65_535),
    REDIS_URL: redisAddress,
    VIN_LOOKUP_API_KEY: z.string().min(16),
    VIN_LOOKUP_URL: httpsAddress,
  },
  secrets: ['DATABASE_URL', 'REDIS_URL', 'VIN_LOOKUP_API_KEY'],
};
