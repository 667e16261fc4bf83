import { z } from 'zod';
import { withExample } from './field.ts';
import { imageReference } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { cidr, endpoint } from './field-network.ts';
import { storageQuantity } from './field-quantity.ts';
import { secretReference } from './field-secret-reference.ts';
import { resourcesWith } from './resources-overlay.ts';
import { workloadShape } from './workload-overlay.ts';

const BROKERS = [1, 3, 5] as const;
const kafkaVersion = z.string().regex(/^\d{1,3}\.\d{1,3}\.\d{1,3}$/, { error: 'a version of Kafka is three numbers, such as 4.1.0' });
const createTopics = z.boolean().default(false).describe('Whether a topic is made when somebody first names it.');
const nodePool = withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.');
const priority = withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system. Without it: the cluster's default.");

const login = z.discriminatedUnion('by', [
  z.strictObject({
    by: z.literal('password').describe('A name and a password.'),
    mechanism: z.enum(['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512']).default('SCRAM-SHA-512').describe('How they are shown: Confluent asks for PLAIN, MSK for SCRAM-SHA-512.'),
    user: secretReference.describe('Where the name lies in the secret store.'),
    password: secretReference.describe('Where the password lies in the secret store.'),
  }),
  z.strictObject({
    by: z.literal('identity').describe("The identity that the pods' ServiceAccounts have in the cloud."),
    cidrs: z.array(cidr).min(1).exactOptional().describe('Where the cloud gives out identities. Without it: the internet, private ranges aside.'),
  }),
]);

/** What overlays may say of Kafka, by its form. Its values fit the props of Kafka. */
export const kafkaOverlay = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('in-cluster').describe('Redpanda brokers of the system.'),
    image: imageReference.describe('The official image of Redpanda, pinned by digest.'),
    brokers: z.literal(BROKERS).default(1).describe('Brokers; three survive the loss of one.'),
    storage: storageQuantity.default('10Gi').describe("Size of each broker's volume."),
    createTopics,
    resources: resourcesWith({ cpu: '1', memory: '2Gi', ephemeralStorage: '256Mi' }).prefault({}).describe('What each broker is promised, and may not exceed.'),
    spread: workloadShape.spread,
    nodePool,
    priority,
  }),
  z.strictObject({
    form: z.literal('strimzi').describe('A cluster that the Strimzi operator runs.'),
    version: withExample(kafkaVersion, '4.1.0').describe('Version of Kafka, one that the operator knows.'),
    brokers: z.literal(BROKERS).default(3).describe('Nodes; three survive the loss of one.'),
    storage: storageQuantity.describe("Size of each node's volume."),
    createTopics,
    resources: resourcesWith({ cpu: '500m', memory: '2Gi', ephemeralStorage: '1Gi' }).prefault({}).describe('What each node is promised, and may not exceed.'),
    nodePool,
    priority,
  }),
  z
    .strictObject({
      form: z.literal('managed').describe('Brokers that somebody else runs.'),
      bootstrap: z.array(withExample(endpoint, 'b-1.kafka.acme.example:9096')).min(1).describe('Brokers that tell the others.'),
      cidrs: z.array(cidr).min(1).describe('Where all brokers lie.'),
      tls: z.boolean().default(true).describe('Whether the connection is encrypted.'),
      login: login.exactOptional().describe('How programs log in. Without it: not at all.'),
      ca: secretReference.exactOptional().describe("Where the certificate of the brokers' authority lies in the secret store. Without it: those the image trusts."),
    })
    .superRefine(({ tls, login: asked, ca }, context) => {
      if (tls || (asked === undefined && ca === undefined)) return;
      const message = asked === undefined ? 'nothing is verified where nothing is encrypted' : 'whoever logs in would do so in the clear';
      context.addIssue({ code: 'custom', path: ['tls'], message, params: { allowed: 'tls, or neither login nor ca', fix: 'tls: true' } });
    }),
]);
