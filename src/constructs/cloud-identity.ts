import { type Dependency } from './dependency.ts';
import { INTERNET } from './external-endpoint.ts';
import { type PropCheck } from './prop-check.ts';
import { checkFormat, type PropFormat } from './prop-format.ts';

/** Who pods are in the cloud, without a key: the cloud trusts the tokens of their ServiceAccount. */
export type CloudIdentity =
  | { readonly cloud: 'aws'; /** ARN of the IAM role. */ readonly role: string }
  | { readonly cloud: 'gcp'; /** Address of the service account. */ readonly serviceAccount: string }
  | { readonly cloud: 'azure'; /** Client id of the managed identity. */ readonly clientId: string; /** @default the cluster's tenant */ readonly tenantId?: string | undefined };

/**
 * Annotations of the ServiceAccount. No token need be mounted for them: the cloud's own webhook or
 * metadata server hands one out that is good for the cloud alone.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
 * @see https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity
 * @see https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export function identityAnnotations(identity: CloudIdentity | undefined): Readonly<Record<string, string>> {
  switch (identity?.cloud) {
    case undefined:
      return {};
    case 'aws':
      return { 'eks.amazonaws.com/role-arn': identity.role };
    case 'gcp':
      return { 'iam.gke.io/gcp-service-account': identity.serviceAccount };
    case 'azure':
      return { 'azure.workload.identity/client-id': identity.clientId, ...(identity.tenantId === undefined ? {} : { 'azure.workload.identity/tenant-id': identity.tenantId }) };
  }
}

/** Labels of the pods; Azure's webhook looks at no other pods. */
export function identityPodLabels(identity: CloudIdentity | undefined): Readonly<Record<string, string>> {
  return identity?.cloud === 'azure' ? { 'azure.workload.identity/use': 'true' } : {};
}

/** Where pods get the cloud's tokens from; in a closed namespace that is an edge like any other. */
export function identityDependencies(identity: CloudIdentity | undefined): readonly Dependency[] {
  if (identity === undefined) return [];
  return [{ name: 'cloud-identity', variables: {}, endpoints: ENDPOINTS[identity.cloud] }];
}

/** Notes an identity that the cloud would not know. */
export function checkIdentity(check: PropCheck, identity: CloudIdentity | undefined): void {
  if (identity === undefined) return;
  const within = check.within('identity');
  if (identity.cloud === 'aws') checkFormat(within, 'role', identity.role, ROLE_ARN);
  else if (identity.cloud === 'gcp') checkFormat(within, 'serviceAccount', identity.serviceAccount, SERVICE_ACCOUNT);
  else {
    checkFormat(within, 'clientId', identity.clientId, UUID);
    checkFormat(within, 'tenantId', identity.tenantId, UUID);
  }
}

const ENDPOINTS: Readonly<Record<CloudIdentity['cloud'], Dependency['endpoints']>> = {
  // The token services of the clouds have no fixed addresses.
  aws: [{ port: 443, protocol: 'TCP', peer: INTERNET }],
  azure: [{ port: 443, protocol: 'TCP', peer: INTERNET }],
  /** @see https://cloud.google.com/kubernetes-engine/docs/how-to/network-policy#network-policy-and-workload-identity */
  gcp: [
    { port: 80, protocol: 'TCP', peer: { cidrs: ['169.254.169.254/32'] } },
    { port: 988, protocol: 'TCP', peer: { cidrs: ['169.254.169.252/32'] } },
  ],
};

const ROLE_ARN: PropFormat = {
  what: 'the ARN of an IAM role',
  allowed: 'arn:aws:iam::<12 digits>:role/<name>',
  example: 'arn:aws:iam::123456789012:role/shop-staging',
  accepts: (value) => typeof value === 'string' && /^arn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,512}$/.test(value),
};

const SERVICE_ACCOUNT: PropFormat = {
  what: 'a service account of Google Cloud',
  allowed: '<name>@<project>.iam.gserviceaccount.com',
  example: 'shop-staging@acme-shop.iam.gserviceaccount.com',
  accepts: (value) => typeof value === 'string' && /^[a-z][a-z0-9-]{4,28}[a-z0-9]@[a-z][a-z0-9-]{4,28}[a-z0-9]\.iam\.gserviceaccount\.com$/.test(value),
};

const UUID: PropFormat = {
  what: 'an id of Azure',
  allowed: 'five groups of hex digits',
  example: '00000000-0000-0000-0000-000000000000',
  accepts: (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value),
};
