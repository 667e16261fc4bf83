import { z } from 'zod';
import { parseDuration } from '../kernel/duration.ts';
import { withExample } from './field.ts';
import { cronSchedule } from './field-cron.ts';
import { duration } from './field-duration.ts';
import { dnsLabel } from './field-name.ts';
import { timeZone } from './field-time-zone.ts';
import { resourcesOverlay } from './resources-overlay.ts';

/** What overlays may say of a scheduled job. Its values fit the props of a ScheduledJob. */
export const scheduledJobOverlay = z
  .strictObject({
    schedule: cronSchedule.describe('When it runs.'),
    timeZone: timeZone.default('Etc/UTC').describe('Time zone of the schedule.'),
    timeout: duration.default('10m').describe('How long one run may take; then it has failed.'),
    resources: resourcesOverlay.prefault({}).describe('What its pod is promised, and may not exceed.'),
    priority: withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system. Without it: the cluster's default."),
    nodePool: withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.'),
  })
  .transform(({ timeout, ...values }) => ({ ...values, timeoutSeconds: parseDuration(timeout) }));
