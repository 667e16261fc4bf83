import { z } from 'zod';
import { type EnvironmentContract } from '../../index.ts';

/** What the program itself requires of its environment; synthesis fails where its start would. */
export const environmentContract: EnvironmentContract = {
  variables: {
    AI_API_KEY: z.string(),
    ANONYMIZATION_KEY: z.string(),
    AUTH_SECRET: z.string(),
    AUTH_URL: z.url({ protocol: /^https$/ }),
    DATABASE_URL: z.string(),
    NODE_ENV: z.literal('production'),
    PORT: z.literal('3000'),
    RATE_LIMIT_BACKEND: z.enum(['redis', 'memory']),
    REDIS_URL: z.string(),
    SMTP_HOST: z.string(),
    SMTP_PASSWORD: z.string(),
    SMTP_USER: z.string(),
  },
  secrets: ['AI_API_KEY', 'ANONYMIZATION_KEY', 'AUTH_SECRET', 'DATABASE_URL', 'REDIS_URL', 'SMTP_PASSWORD', 'SMTP_USER'],
};
