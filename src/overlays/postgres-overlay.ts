import { z } from 'zod';
import { field, refuse, withExample } from './field.ts';
import { wholeNumber } from './field-choice.ts';
import { foreignName, sqlName } from './field-database.ts';
import { imageReference } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { cidr, endpoint } from './field-network.ts';
import { storageQuantity } from './field-quantity.ts';
import { secretReference } from './field-secret-reference.ts';
import { postgresBackupOverlay } from './postgres-backup-overlay.ts';
import { resourcesWith } from './resources-overlay.ts';
import { rotation } from './secrets-overlay.ts';

const database = sqlName.exactOptional().describe('Name of the database. Without it: the system\'s, with "_" for "-".');
const user = sqlName.exactOptional().describe("Owner of the database. Without it: the database's name.");
const nodePool = withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.');
const priority = withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system that the pods are in, so that no other part of it pushes them out. Without it: the cluster's default.");

/** Anything but the strongest would accept a server in the middle. @see https://www.postgresql.org/docs/current/libpq-ssl.html */
const sslMode = field<'verify-full'>({
  what: 'a way to verify a server that is somebody else\'s',
  allowed: 'verify-full',
  example: 'verify-full',
  json: { const: 'verify-full' },
  parse: (value) => (value === 'verify-full' ? value : refuse({ because: ['disable', 'allow', 'prefer', 'require', 'verify-ca'].includes(String(value)) ? 'it does not prove whose server answers' : 'it is no mode of libpq' })),
});

/** What overlays may say of a Postgres that somebody else runs, for systems that take no other. */
export const managedPostgresOverlay = z.strictObject({
  form: z.literal('managed').describe('A server that somebody else runs.'),
  endpoint: withExample(endpoint, 'postgres.acme.example:5432').describe("Where it is reached; the host is the one in the server's certificate."),
  cidrs: z.array(cidr).min(1).describe("Where the endpoint's addresses lie."),
  database: foreignName.describe('Name of the database.'),
  user: z.union([foreignName, z.strictObject({ from: secretReference.describe('Where the name lies in the secret store.') })]).describe('The role, or where its name lies in the secret store.'),
  password: secretReference.describe('Where the password lies in the secret store.'),
  sslMode: sslMode.exactOptional().describe('How the server is verified; nothing weaker is taken.'),
  ca: secretReference.exactOptional().describe("Where the certificate of the server's authority lies in the secret store. Without it: those the image trusts."),
  client: z
    .strictObject({
      certificate: secretReference.describe("Where the client's certificate lies in the secret store."),
      key: secretReference.describe("Where the client's key lies in the secret store."),
    })
    .exactOptional()
    .describe('What the program shows the server (mTLS). Without it: the password alone.'),
  rotation: rotation.exactOptional().describe('Which rotation of these secrets this is; another one rolls the pods. Without it: pods see new values when they restart.'),
});

/** What overlays may say of Postgres, by its form. Its values fit the props of Postgres. */
export const postgresOverlay = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('in-cluster').describe('One pod of the system, for development and tests.'),
    image: imageReference.describe('The official image, pinned by digest.'),
    database,
    user,
    password: secretReference.describe("Where the owner's password lies in the secret store."),
    storage: storageQuantity.default('10Gi').describe('Size of the volume.'),
    resources: resourcesWith({ cpu: '250m', memory: '512Mi', ephemeralStorage: '256Mi' }).prefault({}).describe('What the pod is promised, and may not exceed.'),
    nodePool,
    priority,
  }),
  z.strictObject({
    form: z.literal('cnpg').describe('A cluster that the CloudNativePG operator runs.'),
    image: imageReference.describe("Image of the operator's project, pinned by digest."),
    database,
    user,
    instances: wholeNumber(1, 9, 3).default(3).describe('Servers, of which one writes and the others stand by.'),
    storage: storageQuantity.describe('Size of the volume of each server.'),
    walStorage: storageQuantity.exactOptional().describe('Size of a volume apart for the write-ahead log. Without it: it lies with the data.'),
    replication: z.enum(['synchronous', 'asynchronous']).exactOptional().describe('Whether a commit waits for a standby. Without it: it does, where there is one.'),
    resources: resourcesWith({ cpu: '500m', memory: '1Gi', ephemeralStorage: '1Gi' }).prefault({}).describe('What each server is promised, and may not exceed.'),
    backup: postgresBackupOverlay.exactOptional().describe('How it is backed up. Without it: not at all.'),
    nodePool,
    priority,
  }),
  managedPostgresOverlay,
]);
