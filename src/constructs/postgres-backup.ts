import { type Construct } from 'constructs';
import { type ClusterSpec } from '../../imports/postgresql.cnpg.io/cluster.ts';
import { ScheduledBackup, type ScheduledBackupProps } from '../../imports/postgresql.cnpg.io/scheduled-backup.ts';
import { quoted } from '../kernel/problem.ts';
import { withSeconds } from './cron-with-seconds.ts';
import { type Dependency } from './dependency.ts';
import { INTERNET } from './external-endpoint.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { ObjectStore, type ObjectStoreConfiguration } from './object-store.ts';
import { type PropCheck } from './prop-check.ts';
import { CIDR, checkFormat } from './prop-format.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** How a CloudNativePG cluster is backed up. */
export type PostgresBackupProps = ObjectStoreBackupProps | VolumeSnapshotBackupProps;

/** Base backups and the write-ahead log in an object store: any moment can be restored. */
export interface ObjectStoreBackupProps {
  readonly to: 'object-store';
  /** Cron schedule of five fields, UTC, of the base backups; the log is archived all the time. */
  readonly schedule: string;
  /** How far back a restore can go: `30d`, `4w`, `6m` (months). */
  readonly keep: string;
  /** `s3://bucket/path`; each cluster needs a path of its own, those of two regions as well. */
  readonly destination: string;
  /** URL of an S3-compatible store. @default AWS */
  readonly endpoint?: string;
  /** Keys from the secret store, or the cloud's identity of the pods, by annotations of their ServiceAccount. */
  readonly credentials:
    | { readonly accessKeyId: SecretReference; readonly secretAccessKey: SecretReference; readonly region?: SecretReference }
    | { readonly serviceAccountAnnotations: Readonly<Record<string, string>> };
  /** Where the store, and what gives out identities, lie. @default the internet, without private ranges */
  readonly cidrs?: readonly string[];
}

/**
 * Snapshots of a stopped standby's volume: quick for large data, but only the moments themselves can
 * be restored, and nothing removes old ones but the platform.
 */
export interface VolumeSnapshotBackupProps {
  readonly to: 'volume-snapshot';
  /** Cron schedule of five fields, UTC. */
  readonly schedule: string;
}

/** What a backup adds to the cluster. */
export interface PostgresBackup {
  readonly spec: Pick<ClusterSpec, 'backup' | 'plugins' | 'serviceAccountTemplate'>;
  /** What the instances must reach for it. */
  readonly uses: readonly Dependency[];
}

/**
 * The Barman Cloud plugin, because CloudNativePG 1.31 removes the `barmanObjectStore` of the cluster
 * itself.
 *
 * @see https://cloudnative-pg.io/plugin-barman-cloud/
 */
export const BARMAN_PLUGIN = 'barman-cloud.cloudnative-pg.io';

/** Makes the schedule and what it needs; the caller puts the result into its cluster. */
export function postgresBackup(scope: Construct, id: string, cluster: string, props: PostgresBackupProps): PostgresBackup {
  const system = System.of(scope);
  const addSchedule = (method: Pick<NonNullable<ScheduledBackupProps['spec']>, 'method' | 'pluginConfiguration'>): void => {
    new ScheduledBackup(scope, `${id}-schedule`, {
      metadata: system.metadata({ name: cluster, component: cluster, wave: WAVE.workloads }),
      spec: {
        backupOwnerReference: 'self',
        cluster: { name: cluster },
        // The first at once: until there is one, nothing can be restored.
        immediate: true,
        ...method,
        // The operator counts seconds first; people and Kubernetes do not.
        schedule: withSeconds(props.schedule) ?? props.schedule,
        target: 'prefer-standby',
      },
    });
  };
  if (props.to === 'volume-snapshot') {
    addSchedule({ method: 'volumeSnapshot' });
    const { snapshotClass } = system.target.storage;
    // Cold: a snapshot of a running server can only be restored with an archive of its log.
    return { spec: { backup: { volumeSnapshot: { className: snapshotClass, online: false, snapshotOwnerReference: 'none' } } }, uses: [] };
  }
  addSchedule({ method: 'plugin', pluginConfiguration: { name: BARMAN_PLUGIN } });
  addObjectStore(scope, id, cluster, props);
  return {
    spec: {
      plugins: [{ enabled: true, isWALArchiver: true, name: BARMAN_PLUGIN, parameters: { barmanObjectName: cluster } }],
      ...('serviceAccountAnnotations' in props.credentials ? { serviceAccountTemplate: { metadata: { annotations: props.credentials.serviceAccountAnnotations } } } : {}),
    },
    uses: [objectStore(props)],
  };
}

/** Notes what is wrong with a backup. */
export function checkPostgresBackup(check: PropCheck, system: System, instances: number, props: PostgresBackupProps): void {
  if (withSeconds(props.schedule) === undefined) {
    check.add('schedule', `${quoted(props.schedule)} is not a cron schedule of five fields`, { allowed: 'minute, hour, day of month, month, day of week', fix: 'schedule: "0 2 * * *"' });
  }
  if (props.to === 'volume-snapshot') {
    if (system.target.storage.snapshotClass === undefined) check.add('to', 'the target has no snapshot class', { allowed: 'object-store', fix: 'to: object-store' });
    if (instances < 2) check.add('to', 'a snapshot stops the instance it is taken of, and there is no standby', { allowed: 'object-store, or at least two instances', fix: 'instances: 2' });
    return;
  }
  if (!/^[1-9][0-9]{0,3}[dwm]$/.test(props.keep)) check.add('keep', `${quoted(props.keep)} is not a time to keep backups`, { allowed: 'a number with d, w or m (months)', fix: 'keep: 30d' });
  if (!/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/.test(props.destination)) {
    check.add('destination', `${quoted(props.destination)} is not a place in an S3 store`, { allowed: 's3://bucket/path', fix: `destination: s3://acme-backups/${system.instance}` });
  }
  if (props.endpoint !== undefined && !/^https:\/\/[a-z0-9.-]+(:[0-9]{1,5})?$/.test(props.endpoint)) {
    check.add('endpoint', `${quoted(props.endpoint)} is not the URL of a store`, { allowed: 'https:// and a host, without a path', fix: 'endpoint: https://objects.acme.example' });
  }
  if ('accessKeyId' in props.credentials) {
    const { accessKeyId, secretAccessKey, region } = props.credentials;
    checkReference(check, 'credentials.accessKeyId', accessKeyId);
    checkReference(check, 'credentials.secretAccessKey', secretAccessKey);
    checkReference(check, 'credentials.region', region);
  }
  if (props.cidrs?.length === 0) check.add('cidrs', 'no addresses, so no backup can be written', { fix: 'leave cidrs out for the internet' });
  props.cidrs?.forEach((cidr, index) => checkFormat(check, `cidrs[${index}]`, cidr, CIDR));
}

/** The object store, as what the instances must reach. */
export function objectStore({ endpoint, cidrs }: ObjectStoreBackupProps): Dependency {
  const port = Number(/:([0-9]+)$/.exec(endpoint ?? '')?.[1] ?? 443);
  return { name: 'object-store', variables: {}, endpoints: [{ port, protocol: 'TCP', peer: cidrs === undefined ? INTERNET : { cidrs } }] };
}

function addObjectStore(scope: Construct, id: string, cluster: string, { destination, endpoint, keep, credentials }: ObjectStoreBackupProps): void {
  new ObjectStore(scope, `${id}-store`, {
    metadata: System.of(scope).metadata({ name: cluster, component: cluster, wave: WAVE.prerequisites }),
    spec: {
      configuration: {
        data: { compression: 'gzip' },
        destinationPath: destination,
        ...(endpoint === undefined ? {} : { endpointURL: endpoint }),
        s3Credentials: s3Credentials(scope, id, cluster, credentials),
        wal: { compression: 'gzip' },
      },
      instanceSidecarConfiguration: {
        resources: { limits: { cpu: '1', memory: '512Mi' }, requests: { cpu: '100m', memory: '256Mi' } },
      },
      retentionPolicy: keep,
    },
  });
}

function s3Credentials(scope: Construct, id: string, cluster: string, credentials: ObjectStoreBackupProps['credentials']): NonNullable<ObjectStoreConfiguration['s3Credentials']> {
  if ('serviceAccountAnnotations' in credentials) return { inheritFromIAMRole: true };
  const { accessKeyId, secretAccessKey, region } = credentials;
  const keys = { accessKeyId, secretAccessKey, ...(region === undefined ? {} : { region }) };
  const secrets = new ExternalSecrets(scope, `${id}-secrets`, { name: `${cluster}-backup`, component: cluster, keys, as: 'operator' });
  return Object.fromEntries(Object.keys(keys).map((key) => [key, { key, name: secrets.secretName }]));
}
