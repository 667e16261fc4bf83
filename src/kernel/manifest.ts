import { createHash } from 'node:crypto';

/** A JSON value as a manifest may hold it. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One Kubernetes object as it is sent to the API server. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ManifestMetadata;
  readonly [field: string]: unknown;
}

/** The part of an object's metadata that a manifest may carry. */
export interface ManifestMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** What makes an object one and the same: the API server holds one object for each identity. */
export interface Identity {
  /** API group, empty for the core group; the version is no part of the identity. */
  readonly group: string;
  readonly kind: string;
  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
}

/** The API group of an `apiVersion`: `apps` of `apps/v1`, empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash === -1 ? '' : apiVersion.slice(0, slash);
}

/** The identity of a manifest. */
export function identityOf(manifest: Manifest): Identity {
  return {
    group: groupOf(manifest.apiVersion),
    kind: manifest.kind,
    namespace: manifest.metadata.namespace ?? '',
    name: manifest.metadata.name,
  };
}

/** The identity as one string, `apps/Deployment/shop-dev/app`, for maps and messages. */
export function identityKey({ group, kind, namespace, name }: Identity): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** The identity that a key names, of which only the name may have slashes. */
export function identityOfKey(key: string): Identity {
  const [group = '', kind = '', namespace = '', ...name] = key.split('/');
  return { group, kind, namespace, name: name.join('/') };
}

/** The canonical order of manifests: by group, kind, namespace, name, in code units. */
export function compareIdentity(a: Identity, b: Identity): number {
  return compare(a.group, b.group) || compare(a.kind, b.kind) || compare(a.namespace, b.namespace) || compare(a.name, b.name);
}

/** Longest file name written, in bytes: most file systems end at 255, and a suffix must still fit. */
const LONGEST_FILE_NAME = 200;

/**
 * The name of the file a manifest is written to: `<Kind>-<name>.yaml` for Kubernetes' own groups,
 * `<Kind>.<group>-<name>.yaml` for custom resources. Characters that some file system refuses are
 * %-escaped; a name over 200 bytes is cut and ends in a hash of the whole.
 */
export function fileNameOf(manifest: Manifest): string {
  const { group, kind, name } = identityOf(manifest);
  const stem = isBuiltInGroup(group) ? `${kind}-${name}` : `${kind}.${group}-${name}`;
  const safe = stem.replace(/[^A-Za-z0-9._-]/gu, (c) =>
    [...Buffer.from(c, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
  if (safe.length + '.yaml'.length <= LONGEST_FILE_NAME) return `${safe}.yaml`;
  const hash = createHash('sha256').update(stem).digest('hex').slice(0, 16);
  return `${safe.slice(0, LONGEST_FILE_NAME - '-.yaml'.length - hash.length)}-${hash}.yaml`;
}

/** Whether the group belongs to Kubernetes itself: core, unqualified (`apps`), or `*.k8s.io` of the API server. */
export function isBuiltInGroup(group: string): boolean {
  return BUILT_IN_GROUPS.has(group);
}

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'networking.k8s.io',
  'node.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
]);

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
