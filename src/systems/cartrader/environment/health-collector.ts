import { z } from 'zod';
import { type EnvironmentContract } from '../../../index.ts';
import { collectorAddress, httpsAddress, inClusterAddress } from './address.ts';
import { observability } from './observability.ts';
import { wholeNumber } from './whole-number.ts';

/** What the collector of health checks requires of its environment: `apps/health-collector/src/config/environment.ts`. */
export const healthCollectorEnvironment: EnvironmentContract = {
  variables: {
    ...observability,
    ALERT_WEBHOOK_URL: httpsAddress,
    CHECK_INTERVAL_SECONDS: wholeNumber(5, 300),
    CHECK_TIMEOUT_MS: wholeNumber(100, 10_000),
    FAILURES_BEFORE_ALERT: wholeNumber(1, 10),
    GATEWAY_URL: inClusterAddress,
    LISTINGS_URL: inClusterAddress,
    NODE_ENV: z.literal('production'),
    PORT: wholeNumber(1024, 65_535),
    REPORT_FORMAT: z.enum(['prometheus', 'json']),
    // Asked whether traces arrive there, as LOKI_URL is whether logs do.
    TEMPO_URL: collectorAddress,
    WEB_URL: inClusterAddress,
  },
  secrets: ['ALERT_WEBHOOK_URL'],
};
