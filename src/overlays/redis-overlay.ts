import { z } from 'zod';
import { withExample } from './field.ts';
import { wholeNumber } from './field-choice.ts';
import { foreignName } from './field-database.ts';
import { imageReference } from './field-image.ts';
import { dnsLabel } from './field-name.ts';
import { cidr, endpoint } from './field-network.ts';
import { memoryQuantity, storageQuantity } from './field-quantity.ts';
import { secretReference } from './field-secret-reference.ts';
import { resourcesWith } from './resources-overlay.ts';

const EVICTIONS = ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'] as const;

/** What overlays may say of Redis, by its form. Its values fit the props of Redis. */
export const redisOverlay = z.discriminatedUnion('form', [
  z.strictObject({
    form: z.literal('in-cluster').describe('One pod of the system.'),
    image: imageReference.describe('The official image of Redis or Valkey, pinned by digest.'),
    password: secretReference.exactOptional().describe('Where the password lies in the secret store. Without it: network policies alone keep others out.'),
    storage: storageQuantity.exactOptional().describe('Size of a volume that keeps the data. Without it: the data goes with the pod.'),
    maxMemory: memoryQuantity.exactOptional().describe('Most memory for data. Without it: three quarters of the memory limit.'),
    eviction: z.enum(EVICTIONS).default('noeviction').describe('What happens when the memory is full; noeviction refuses writes and loses nothing.'),
    resources: resourcesWith({ cpu: '100m', memory: '256Mi', ephemeralStorage: '256Mi' }).prefault({}).describe('What the pod is promised, and may not exceed.'),
    priority: withExample(dnsLabel, 'high').exactOptional().describe("Priority class of the system. Without it: the cluster's default."),
    nodePool: withExample(dnsLabel, 'compute').exactOptional().describe('Node pool of the environment. Without it: any node without taints.'),
  }),
  z
    .strictObject({
      form: z.literal('managed').describe('A server that somebody else runs.'),
      endpoint: endpoint.describe('Where it is reached.'),
      cidrs: z.array(cidr).min(1).describe("Where the endpoint's addresses lie."),
      tls: z.boolean().default(true).describe('Whether the connection is encrypted.'),
      user: foreignName.exactOptional().describe("The user. Without it: the server's default one."),
      password: secretReference.exactOptional().describe('Where the password lies in the secret store. Without it: there is none.'),
      database: wholeNumber(0, 15, 0).default(0).describe('Number of the database.'),
    })
    .superRefine(({ tls, user, password }, context) => {
      if (password !== undefined && !tls) {
        context.addIssue({ code: 'custom', path: ['tls'], message: 'the password would travel in the clear', params: { allowed: 'tls, or no password', fix: 'tls: true' } });
      }
      if (user !== undefined && password === undefined) {
        context.addIssue({ code: 'custom', path: ['user'], message: 'a user without a password cannot log in', params: { fix: 'password: shop/redis#password' } });
      }
    }),
]);
