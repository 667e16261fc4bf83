import { z } from 'zod';
import { textField } from './field.ts';

const role = textField({
  what: 'the ARN of an IAM role',
  allowed: 'arn:aws:iam::<12 digits>:role/<name>',
  example: 'arn:aws:iam::123456789012:role/shop-staging',
  pattern: /^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,512}$/,
});

const serviceAccount = textField({
  what: 'a service account of Google Cloud',
  allowed: '<name>@<project>.iam.gserviceaccount.com',
  example: 'shop-staging@acme-shop.iam.gserviceaccount.com',
  pattern: /^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\.iam\.gserviceaccount\.com$/,
});

const azureId = textField({
  what: 'an id of Azure',
  allowed: 'five groups of hex digits',
  example: '00000000-0000-0000-0000-000000000000',
  pattern: /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/,
});

/** Who the pods of a workload are in the cloud. Its values fit the prop `identity` of workloads. */
export const cloudIdentityOverlay = z.discriminatedUnion('cloud', [
  z.strictObject({ cloud: z.literal('aws').describe('A role of AWS, by IRSA.'), role: role.describe('The role, which must trust the ServiceAccount.') }),
  z.strictObject({ cloud: z.literal('gcp').describe('A service account of Google Cloud, by workload identity.'), serviceAccount: serviceAccount.describe('Its address; it must let the ServiceAccount act as it.') }),
  z.strictObject({
    cloud: z.literal('azure').describe('A managed identity of Azure, by workload identity.'),
    clientId: azureId.describe('Its client id; it must trust the ServiceAccount.'),
    tenantId: azureId.exactOptional().describe("Its tenant. Without it: the cluster's."),
  }),
]);
