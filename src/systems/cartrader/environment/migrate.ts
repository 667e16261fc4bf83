import { type EnvironmentContract } from '../../../index.ts';
import { postgresAddress } from './address.ts';

/** What `prisma migrate deploy` requires of its environment: `packages/database`. */
export const migrateEnvironment: EnvironmentContract = {
  variables: { DATABASE_URL: postgresAddress },
  secrets: ['DATABASE_URL'],
};
