import { type OverlayRule } from '../../index.ts';

/**
 * Rate limits that each pod counts for itself multiply with the number of pods, so what behaves as
 * production does counts them in Redis.
 */
export const rateLimitsInRedis: OverlayRule<{ readonly rateLimitBackend: string }> = ({ rateLimitBackend }, { tier }) =>
  tier === 'development' || rateLimitBackend === 'redis'
    ? []
    : [
        {
          path: 'rateLimitBackend',
          message: `"${rateLimitBackend}" counts in each pod alone, and this environment behaves as production does`,
          allowed: 'redis',
          fix: 'rateLimitBackend: redis',
        },
      ];
