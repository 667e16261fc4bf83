import { z } from 'zod';
import { parseDuration } from '../kernel/duration.ts';
import { withExample } from './field.ts';
import { cronSchedule } from './field-cron.ts';
import { duration } from './field-duration.ts';
import { timeZone } from './field-time-zone.ts';
import { resourcesWith } from './resources-overlay.ts';

/** What overlays may say of a restore drill. Its values fit the props of a RestoreDrill. */
export const restoreDrillOverlay = z
  .strictObject({
    schedule: cronSchedule.describe('When the newest backup is restored and checked.'),
    timeZone: timeZone.default('Etc/UTC').describe('Time zone of the schedule.'),
    within: duration.default('1h').describe('How long the restore may take; longer is a failed drill.'),
    checks: z.array(withExample(z.string().min(1).max(4096), 'select count(*) > 0 from orders')).min(1).exactOptional().describe('Queries that must each answer true in the restored database. Without them: there is a table.'),
    resources: resourcesWith({ cpu: '250m', memory: '1Gi', ephemeralStorage: '2Gi' }).prefault({}).describe("What the scratch cluster's server is promised, and may not exceed."),
  })
  .transform(({ within, ...values }) => ({ ...values, restoreWithinSeconds: parseDuration(within) }));
