import { z } from 'zod';
import { parseDuration } from '../kernel/duration.ts';
import { withExample } from './field.ts';
import { duration } from './field-duration.ts';
import { dnsLabel } from './field-name.ts';
import { resourcesOverlay } from './resources-overlay.ts';

/** What overlays may say of the migrator. Its values fit the props of a Migrator. */
export const migratorOverlay = z
  .strictObject({
    run: z.enum(['job', 'init']).default('job').describe('Once before the workloads as a Job, or in each of their pods as an init container.'),
    timeout: duration.default('10m').describe('How long the migrations may take; then they have failed.'),
    resources: resourcesOverlay.prefault({}).describe('What its pod is promised, and may not exceed.'),
    priority: withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system. Without it: the cluster's default."),
    nodePool: withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.'),
  })
  .transform(({ timeout, ...values }) => ({ ...values, timeoutSeconds: parseDuration(timeout) }));
