import { type ApplicationRetry } from '../../imports/argoproj.io/application.ts';

/**
 * How a failed sync is tried again. Each attempt runs migration and smoke test anew, and a new
 * autoscaler has no metrics in its first minute; so there are few attempts, far apart. `refresh`
 * takes a commit that mends it instead of repeating the broken one.
 */
export const RETRY: ApplicationRetry = { backoff: { duration: '1m', factor: 2, maxDuration: '10m' }, limit: 3, refresh: true };
