import { z } from 'zod';
import { withExample } from './field.ts';
import { cronSchedule } from './field-cron.ts';
import { bucketPath, retention } from './field-database.ts';
import { labelKey } from './field-label.ts';
import { cidr, httpsUrl } from './field-network.ts';
import { secretReference } from './field-secret-reference.ts';

const schedule = cronSchedule.describe('When backups are made: minute, hour, day of the month, month, day of the week, in UTC.');

const credentials = z.union([
  z.strictObject({
    accessKeyId: secretReference.describe('Where the id of the key lies in the secret store.'),
    secretAccessKey: secretReference.describe('Where the key lies in the secret store.'),
    region: secretReference.exactOptional().describe("Where the store's region lies in the secret store."),
  }),
  z.strictObject({
    serviceAccountAnnotations: z.record(labelKey, z.string()).describe("Annotations that give the pods the cloud's identity."),
  }),
]);

/** How a Postgres cluster is backed up: into an object store, or as snapshots of its volume. */
export const postgresBackupOverlay = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('object-store').describe('Into an object store, with the write-ahead log: any moment can be restored.'),
    schedule,
    keep: retention.default('30d').describe('How far back a restore can go.'),
    destination: bucketPath.describe('Where the backups go; each cluster needs a path of its own.'),
    endpoint: withExample(httpsUrl, 'https://objects.acme.example').exactOptional().describe('Address of an S3-compatible store. Without it: AWS.'),
    credentials: credentials.describe("Keys from the secret store, or the cloud's identity of the pods."),
    cidrs: z.array(cidr).min(1).exactOptional().describe('Where the store lies. Without it: the internet, private ranges aside.'),
  }),
  z.strictObject({
    to: z.literal('volume-snapshot').describe('Snapshots of the volume: only their own moments can be restored.'),
    schedule,
  }),
]);
