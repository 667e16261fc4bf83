import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { inClusterAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the synthetic traffic requires of its environment: `apps/synthetic/src/config/environment.ts`. */
export const syntheticEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    GATEWAY_URL: inClusterAddress,
    JOURNEYS: z.string().regex(/^(search|view|contact|sell)(,(search|view|contact|sell))*$/, { error: 'search, view, contact and sell, joined by commas' }),
    MAX_ERROR_PERCENT: wholeNumber(1, 100),
    MAX_LATENCY_MS: wholeNumber(50, 30_000),
    NODE_ENV: z.literal('production'),
    USER_EMAIL: z.email(),
    USER_PASSWORD: z.string().min(12),
    VISITORS: wholeNumber(1, 50),
    WEB_URL: inClusterAddress,
  },
  secrets: ['USER_PASSWORD'],
};
