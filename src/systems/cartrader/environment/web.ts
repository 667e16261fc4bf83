import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { httpsAddress, inClusterAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the web application requires of its environment: `apps/web/src/config/environment.ts` of its repository. */
export const webEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    CONTACT_EMAIL: z.email(),
    DEFAULT_LOCALE: z.enum(['de', 'en', 'fr', 'it']),
    FEATURE_FINANCING: z.enum(['true', 'false']).default('false'),
    GATEWAY_URL: inClusterAddress,
    IMAGE_CDN_URL: httpsAddress,
    MAPS_API_KEY: z.string().min(20),
    NODE_ENV: z.literal('production'),
    PORT: wholeNumber(1024, 65_535),
    PUBLIC_API_URL: httpsAddress,
    PUBLIC_URL: httpsAddress,
    SEARCH_PAGE_SIZE: wholeNumber(12, 96),
    SESSION_SECRET: z.string().min(32),
  },
  secrets: ['MAPS_API_KEY', 'SESSION_SECRET'],
};
