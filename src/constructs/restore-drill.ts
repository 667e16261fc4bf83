import { Construct } from 'constructs';
import { Role, RoleBinding, type Volume } from '../../imports/kubernetes.ts';
import { type ClusterSpec } from '../../imports/postgresql.cnpg.io/cluster.ts';
import { canonicalQuantity } from '../kernel/quantity.ts';
import { type ScheduleProps, addCronJob } from './cron-job.ts';
import { type ComponentPeer, type Dependency } from './dependency.ts';
import { literalValue } from './environment.ts';
import { nodePlacement } from './node-placement.ts';
import { type ContainerProps } from './pod-template.ts';
import { BARMAN_PLUGIN, type ObjectStoreBackupProps, objectStore } from './postgres-backup.ts';
import { CNPG_OPERATOR, CNPG_PORTS, type CnpgPostgresProps, addCnpgEdges, outsideOfMesh } from './postgres-cnpg.ts';
import { databaseNamed } from './postgres-connection.ts';
import { type PostgresProps } from './postgres.ts';
import { PropCheck } from './prop-check.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { DRILL_STEPS } from './restore-drill-script.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** What a restore drill is made from. */
export interface RestoreDrillProps extends Omit<ScheduleProps, 'timeoutSeconds'> {
  /** The database whose newest backup is restored: the props that it was made from. */
  readonly postgres: PostgresProps;
  /** The component, and what its objects are called. @default 'restore-drill' */
  readonly name?: string | undefined;
  /** Seconds in which the backup must be restored, which is how long a real restore may take. @default 3600 */
  readonly restoreWithinSeconds?: number | undefined;
  /** Queries that must each answer `true` in the restored database. @default there is a table */
  readonly checks?: readonly string[] | undefined;
  /** Of the scratch cluster's one server. @default cpu 250m, memory 1Gi, ephemeralStorage 2Gi */
  readonly resources?: ResourcesProps | undefined;
}

/** A restored database that holds nothing proves nothing. */
const DEFAULT_CHECKS = ["select count(*) > 0 from information_schema.tables where table_schema not in ('information_schema', 'pg_catalog')"];

const SECONDS = { start: 180, remove: 300, check: 600, pause: 5 };

/** What curl and psql need. */
const STEP_RESOURCES: ResourcesProps = { cpu: '20m', memory: '64Mi', ephemeralStorage: '32Mi', limits: { cpu: '200m', ephemeralStorage: '64Mi' } };

const API_ACCESS = { volume: 'api-access', directory: '/var/run/secrets/kubernetes.io/serviceaccount' };
const VERDICT = '/tmp/verdict';

/**
 * Proves by the clock that the backup of a database can be restored: a CronJob makes a scratch cluster
 * of one server from the newest base backup and all of the log, waits until the operator calls it
 * healthy, asks it the checks, and removes it whatever came of it. A drill that did not pass leaves a
 * failed Job whose log says why; its alert comes when the last success is older than the schedule.
 *
 * The account of the CronJob may make clusters in the namespace, and read and delete the scratch
 * cluster alone. The quota needs room for its volume, as large as the database's, and its server. The
 * restored database takes the password of the original's owner, and archives nothing.
 *
 * Only what CloudNativePG keeps in an object store can be drilled from within the cluster: a managed
 * database is restored by its provider, in a pipeline that attests to it; a database of one pod has no
 * backup; snapshots are restored by their names, which nothing in the cluster lists in order.
 *
 * @see https://cloudnative-pg.io/plugin-barman-cloud/docs/usage/#restoring-a-cluster
 */
export class RestoreDrill extends Construct {
  /** The component. */
  readonly name: string;

  /** @throws UserError naming every prop that is wrong */
  constructor(scope: Construct, id: string, props: RestoreDrillProps) {
    super(scope, id);
    const system = System.of(this);
    const { name = 'restore-drill', restoreWithinSeconds = 3600, checks = DEFAULT_CHECKS } = props;
    this.name = name;
    const check = new PropCheck(name);
    check.range('restoreWithinSeconds', restoreWithinSeconds, 60, 80_000);
    if (checks.length === 0) check.add('checks', 'nothing is asked, so nothing is proven', { allowed: 'at least one query', fix: 'leave checks out' });
    checks.forEach((query, index) => {
      if (query.trim() === '' || query.includes('\0')) check.add(`checks[${index}]`, 'is no query', { allowed: 'SQL that answers true', fix: 'select count(*) > 0 from orders' });
    });
    const { cluster, backup } = restorable(check, props.postgres);
    const original = cluster.name ?? 'postgres';
    const scratch: ComponentPeer = { component: `${original}-scratch`, labels: { 'cnpg.io/cluster': `${original}-scratch` } };
    if (scratch.component.length > 50) check.add('postgres.name', 'is too long for the name of a scratch cluster', { allowed: 'at most 42 characters' });
    const manifest = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: scratch.component, labels: system.podLabels(name) },
      spec: specOf(check, system, original, cluster, backup, props.resources),
    };
    const env = {
      DRILL_CA: `${API_ACCESS.directory}/ca.crt`,
      // By name, because the API server's certificate always holds this one.
      DRILL_CLUSTERS: `https://kubernetes.default.svc/apis/postgresql.cnpg.io/v1/namespaces/${system.namespaceName}/clusters`,
      DRILL_NAME: scratch.component,
      DRILL_PAUSE: String(SECONDS.pause),
      DRILL_REMOVE: String(SECONDS.remove),
      DRILL_TOKEN: `${API_ACCESS.directory}/token`,
      DRILL_VERDICT: VERDICT,
    };
    const { cidrs, except, port } = system.target.apiServer;
    const api: Dependency = { name: 'kubernetes', variables: {}, endpoints: [{ port, protocol: 'TCP', peer: { cidrs, except } }] };
    const byCurl = (step: 'restore' | 'finish', more: Readonly<Record<string, string>> = {}): ContainerProps => ({
      name: step,
      image: system.target.probeImage,
      command: ['/bin/sh', '-c', DRILL_STEPS[step]],
      env: { ...env, ...more },
      uses: [api],
      resources: STEP_RESOURCES,
      mounts: [{ mountPath: API_ACCESS.directory, name: API_ACCESS.volume, readOnly: true }],
    });
    addCronJob(this, check, {
      ...props,
      component: name,
      timeoutSeconds: SECONDS.start + 2 * SECONDS.remove + SECONDS.check + restoreWithinSeconds,
      initContainers: [
        byCurl('restore', { DRILL_CLUSTER: `${JSON.stringify(manifest, null, 2)}\n`, DRILL_RESTORE: String(restoreWithinSeconds) }),
        askedBy(cluster.image, checks, system, original, cluster, scratch),
      ],
      containers: [byCurl('finish')],
      // For the check of the quota, which else could not know what the drill makes at run time.
      annotations: { 'slipway.dev/scratch-volumes': [manifest.spec.storage, manifest.spec.walStorage].flatMap((volume) => volume?.size ?? []).join(',') },
      pod: { scratch: { '/tmp': '16Mi' }, volumes: [apiAccess()] },
      summary: `no backup of ${original} has been restored and checked for longer than the schedule of ${name} allows`,
    });
    this.allow(system, name, scratch.component);
    addCnpgEdges(this, system, scratch, cluster.operator ?? CNPG_OPERATOR, [objectStore(backup)]);
  }

  /** Creating cannot be allowed by name, because the name comes with the object. */
  private allow(system: System, name: string, scratch: string): void {
    const metadata = system.metadata({ name, component: name, wave: WAVE.prerequisites });
    const clusters = { apiGroups: ['postgresql.cnpg.io'], resources: ['clusters'] };
    new Role(this, 'role', { metadata, rules: [{ ...clusters, verbs: ['create'] }, { ...clusters, resourceNames: [scratch], verbs: ['delete', 'get'] }] });
    new RoleBinding(this, 'role-binding', {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace: system.namespaceName }],
    });
  }
}

/** The database and its backup. @throws UserError with all problems, where a drill cannot restore it */
function restorable(check: PropCheck, postgres: PostgresProps): { readonly cluster: CnpgPostgresProps; readonly backup: ObjectStoreBackupProps } {
  if (postgres.form === 'cnpg' && postgres.backup?.to === 'object-store') return { cluster: postgres, backup: postgres.backup };
  const [message, allowed, fix] = whyNot(postgres);
  check.add('postgres', message, { allowed, fix });
  check.throwIfAny();
  throw new Error('a problem was noted');
}

function whyNot(postgres: PostgresProps): readonly [message: string, allowed: string, fix: string] {
  if (postgres.form === 'managed') {
    return ['whoever runs a managed database keeps its backups, and no manifest can restore them', "form: cnpg; for a managed one, the provider's own restore in a pipeline that attests to it", 'leave the drill out, and attest: slipway attest <system> --env <environment> --check restore-drill'];
  }
  if (postgres.form === 'in-cluster') return ['a database of one pod has no backup to restore', 'form: cnpg with a backup to an object store', 'leave the drill out'];
  if (postgres.backup === undefined) return ['the cluster has no backup to restore', 'a backup to an object store', 'backup: { to: object-store, schedule: 0 2 * * *, ... }'];
  return ['a volume snapshot is restored by its name, which the drill cannot know', 'a backup to an object store', 'backup: { to: object-store, ... }'];
}

function specOf(check: PropCheck, system: System, original: string, cluster: CnpgPostgresProps, backup: ObjectStoreBackupProps, sizes: ResourcesProps | undefined): ClusterSpec {
  const { target } = system;
  const database = cluster.database ?? databaseNamed(system.systemName);
  const placement = nodePlacement(check, target, cluster.nodePool);
  const volume = (size: string): NonNullable<ClusterSpec['storage']> => ({
    size: check.attempt('postgres.storage', () => canonicalQuantity(size)) ?? size,
    ...(target.storage.class === undefined ? {} : { storageClass: target.storage.class }),
  });
  const { parameters = {} } = cluster;
  return {
    ...(Object.keys(placement).length === 0 ? {} : { affinity: placement }),
    // The password of the original's owner, so that no Secret is made that nobody declared.
    bootstrap: { recovery: { database, owner: cluster.user ?? database, secret: { name: `${original}-app` }, source: original } },
    enablePDB: false,
    enableSuperuserAccess: false,
    externalClusters: [
      { name: original, plugin: { enabled: true, isWALArchiver: false, name: BARMAN_PLUGIN, parameters: { barmanObjectName: original, serverName: original } } },
    ],
    imageName: cluster.image,
    ...outsideOfMesh(target.mesh),
    instances: 1,
    ...(Object.keys(parameters).length === 0 ? {} : { postgresql: { parameters } }),
    resources: resources(check.within('resources'), { cpu: '250m', memory: '1Gi', ephemeralStorage: '2Gi', ...sizes }),
    ...('serviceAccountAnnotations' in backup.credentials ? { serviceAccountTemplate: { metadata: { annotations: backup.credentials.serviceAccountAnnotations } } } : {}),
    storage: volume(cluster.storage),
    ...(cluster.walStorage === undefined ? {} : { walStorage: volume(cluster.walStorage) }),
  };
}

/** The step that asks; read-only, so that a query can break nothing even there. */
function askedBy(image: string, checks: readonly string[], system: System, original: string, cluster: CnpgPostgresProps, scratch: ComponentPeer): ContainerProps {
  const milliseconds = Math.floor((SECONDS.check * 1000) / (checks.length + 1));
  return {
    name: 'check',
    image,
    command: ['/bin/sh', '-c', DRILL_STEPS.check, 'check'],
    args: checks.map(literalValue),
    env: {
      DRILL_PAUSE: String(SECONDS.pause),
      DRILL_VERDICT: VERDICT,
      PGCONNECT_TIMEOUT: '10',
      PGDATABASE: cluster.database ?? databaseNamed(system.systemName),
      PGHOST: `${scratch.component}-rw`,
      PGOPTIONS: `-c default_transaction_read_only=on -c statement_timeout=${milliseconds}`,
      PGPASSWORD: { secret: `${original}-app`, key: 'password' },
      PGSSLMODE: 'require',
      PGUSER: { secret: `${original}-app`, key: 'username' },
    },
    uses: [{ name: scratch.component, variables: {}, endpoints: [{ port: CNPG_PORTS.postgres, protocol: 'TCP', peer: scratch }] }],
    resources: STEP_RESOURCES,
  };
}

/** The token of the pod's account, for the steps that ask the API and no other. */
function apiAccess(): Volume {
  return {
    name: API_ACCESS.volume,
    projected: {
      defaultMode: 0o440,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3600, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
      ],
    },
  };
}
