import { z } from 'zod';
import {
  checkCount,
  checkWebWorkload,
  exposed,
  migratorOverlay,
  postgresOverlay,
  quotaOverlay,
  redisOverlay,
  scheduledJobOverlay,
  secretsOverlay,
  variableName,
  webWorkloadShape,
  workloadShape,
} from '../../index.ts';

/**
 * What each program is told, which its contract checks: the overlay takes any variable, so that a new
 * one needs no change here, and synthesis refuses what the program would refuse.
 */
const environment = {
  env: z.record(variableName, z.string()).default({}).describe('Settings of the program, by variable; the contract says which there are.'),
  secrets: secretsOverlay.prefault({ keys: {} }).describe('Its secrets, by variable; the contract says which there are.'),
};

const webService = z.strictObject({ ...webWorkloadShape, ...environment }).superRefine(checkWebWorkload).transform(exposed);
/** One that others are told the address of, such as `PUBLIC_URL`: without a host these have nothing to say. */
const publicService = z
  .strictObject({ ...webWorkloadShape, host: webWorkloadShape.host.unwrap().describe("Host name that it is reached by from outside, in the environment's domain; variables such as PUBLIC_URL are made of it."), ...environment })
  .superRefine(checkWebWorkload)
  .transform(exposed);
const worker = z.strictObject({ ...workloadShape, ...environment }).superRefine(checkCount);

/** What `overlays/cartrader/*.yaml` may say. */
export const overlay = z.strictObject({
  web: publicService.describe('The web application.'),
  gateway: publicService.describe('The API that browsers and apps call.'),
  listings: webService.describe('Cars for sale: search, pictures, dealers.'),
  pricingWorker: worker.describe('Computes prices and fills the search index.'),
  healthCollector: webService.describe('Asks all others how they are, and whether logs and traces arrive.'),
  synthetic: z
    .strictObject({ job: scheduledJobOverlay.describe('When it runs.'), ...environment })
    .exactOptional()
    .describe('Visitors that are none, by the clock. Without it: there are none.'),
  migrator: migratorOverlay.prefault({}).describe('The database migrations.'),
  postgres: postgresOverlay.describe('The database.'),
  redis: redisOverlay.describe('Sessions, cache and the queue of the worker.'),
  quota: quotaOverlay.describe('The most that everything together may claim.'),
});
