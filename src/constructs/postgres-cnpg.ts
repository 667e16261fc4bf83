import { type Construct } from 'constructs';
import { PodMonitor } from '../../imports/monitoring.coreos.com/pod-monitor.ts';
import { Cluster, type ClusterSpec } from '../../imports/postgresql.cnpg.io/cluster.ts';
import { canonicalQuantity } from '../kernel/quantity.ts';
import { Alerts } from './alerts.ts';
import { type ComponentPeer, type Dependency } from './dependency.ts';
import { admit, connect } from './edge.ts';
import { nodePlacement } from './node-placement.ts';
import { cnpgAlerts } from './postgres-alerts.ts';
import { type PostgresBackupProps, checkPostgresBackup, postgresBackup } from './postgres-backup.ts';
import { DEFAULT_POSTGRES_VARIABLES, type PostgresVariables, checkPostgresName, checkPostgresVariables, databaseNamed, postgresVariables } from './postgres-connection.ts';
import { priorityOf } from './priority-class.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, PINNED_IMAGE, checkFormat } from './prop-format.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { System } from './system.ts';
import { type PodPeer, type Target } from './target.ts';
import { WAVE } from './wave.ts';

/** Postgres as a cluster that the CloudNativePG operator runs. */
export interface CnpgPostgresProps {
  readonly form: 'cnpg';
  /** Name of the cluster. @default 'postgres' */
  readonly name?: string;
  /** Image of the operator's project, pinned by digest. */
  readonly image: string;
  /** Servers, 1 to 9: one primary, the others standbys. */
  readonly instances: number;
  /** Size of each volume. */
  readonly storage: string;
  /** Size of a volume apart for the write-ahead log. @default none, the log lies with the data */
  readonly walStorage?: string;
  /** @default the system's name, with "_" for "-" */
  readonly database?: string;
  /** Role that owns the database. @default the database's name */
  readonly user?: string;
  /**
   * Whether a commit waits for a standby. While no standby answers, commits go on alone.
   * @default 'synchronous' with two instances or more
   */
  readonly replication?: 'synchronous' | 'asynchronous';
  /** Settings of the server, such as `max_connections`. @default the operator's */
  readonly parameters?: Readonly<Record<string, string>>;
  /** @default cpu 500m, memory 1Gi, ephemeralStorage 2Gi (the log waits there for its archive) */
  readonly resources?: ResourcesProps;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string;
  /** A PriorityClass by its whole name, where the cluster brings it. @default the cluster's default */
  readonly priorityClass?: string;
  /** @default no backup */
  readonly backup?: PostgresBackupProps;
  /** Where the operator runs. @default its own manifests' namespace and labels */
  readonly operator?: PodPeer;
  /** @default { url: 'DATABASE_URL' } */
  readonly variables?: PostgresVariables;
}

/** What an instance listens at. */
export const CNPG_PORTS = { postgres: 5432, status: 8000, metrics: 9187 };
/** Where the operator runs by its own manifests. */
export const CNPG_OPERATOR: PodPeer = { namespace: 'cnpg-system', labels: { 'app.kubernetes.io/name': 'cloudnative-pg' } };

/** Makes it. @throws UserError with all that is wrong with the props */
export function cnpgPostgres(scope: Construct, id: string, props: CnpgPostgresProps): Dependency {
  const system = System.of(scope);
  const { name = 'postgres', variables = DEFAULT_POSTGRES_VARIABLES, operator = CNPG_OPERATOR } = props;
  const check = new PropCheck(name);
  checkProps(check, system, { ...props, name, variables });
  const spec = specOf(check, system, name, props);
  check.throwIfAny();
  const backup = props.backup === undefined ? undefined : postgresBackup(scope, `${id}-backup`, name, props.backup);
  const self: ComponentPeer = { component: name, labels: { 'cnpg.io/cluster': name } };
  new Cluster(scope, id, {
    metadata: system.metadata({
      name,
      component: name,
      wave: WAVE.stores,
      // Neither a mistake in git nor a deleted Application may take the data with it.
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' },
    }),
    spec: { ...spec, ...backup?.spec },
  });
  addCnpgEdges(scope, system, self, operator, backup?.uses ?? []);
  addMonitor(scope, `${id}-monitor`, system, self);
  new Alerts(scope, `${id}-alerts`, { component: name, alerts: cnpgAlerts(system, { ...props, name }) });
  // The Secret that the operator writes for the owner of the database.
  const key = (of: string): { secret: string; key: string } => ({ secret: `${name}-app`, key: of });
  return {
    name,
    variables: postgresVariables(variables, {
      url: key('uri'),
      host: key('host'),
      port: key('port'),
      database: key('dbname'),
      user: key('username'),
      password: key('password'),
      // The operator's own authority signs the certificate, and no image knows it.
      sslMode: 'require',
    }),
    endpoints: [{ port: CNPG_PORTS.postgres, protocol: 'TCP', peer: self }],
  };
}

function specOf(check: PropCheck, system: System, name: string, props: CnpgPostgresProps): ClusterSpec {
  const { target } = system;
  const { instances, parameters = {} } = props;
  const several = instances > 1;
  const priorityClassName = priorityOf(check, system, props);
  const database = props.database ?? databaseNamed(system.systemName);
  const synchronous = several && props.replication !== 'asynchronous';
  const postgresql = {
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
    ...(synchronous ? { synchronous: { dataDurability: 'preferred' as const, method: 'any' as const, number: 1 } } : {}),
  };
  const volume = (prop: string, size: string): NonNullable<ClusterSpec['storage']> => ({
    size: check.attempt(prop, () => canonicalQuantity(size)) ?? size,
    ...(target.storage.class === undefined ? {} : { storageClass: target.storage.class }),
  });
  return {
    affinity: { enablePodAntiAffinity: true, podAntiAffinityType: 'preferred', topologyKey: 'kubernetes.io/hostname', ...nodePlacement(check, target, props.nodePool) },
    bootstrap: { initdb: { dataChecksums: true, database, owner: props.user ?? database } },
    // With one instance the operator's budget would hold up every drain of its node for ever.
    enablePDB: several,
    enableSuperuserAccess: false,
    imageName: props.image,
    ...outsideOfMesh(target.mesh),
    instances,
    ...(Object.keys(postgresql).length === 0 ? {} : { postgresql }),
    // A standby takes over before the primary restarts, which costs seconds instead of a restart.
    primaryUpdateMethod: several ? 'switchover' : 'restart',
    primaryUpdateStrategy: 'unsupervised',
    ...(priorityClassName === undefined ? {} : { priorityClassName }),
    resources: resources(check.within('resources'), { cpu: '500m', memory: '1Gi', ephemeralStorage: '2Gi', ...props.resources }),
    storage: volume('storage', props.storage),
    ...(several && target.zones.length > 1 ? { topologySpreadConstraints: [overZones(name)] } : {}),
    ...(props.walStorage === undefined ? {} : { walStorage: volume('walStorage', props.walStorage) }),
  };
}

function overZones(name: string): NonNullable<ClusterSpec['topologySpreadConstraints']>[number] {
  return {
    labelSelector: { matchLabels: { 'cnpg.io/cluster': name } },
    maxSkew: 1,
    nodeTaintsPolicy: 'Honor',
    topologyKey: 'topology.kubernetes.io/zone',
    // A lost zone must not keep a new standby from being made: volumes bind instances to their zones anyway.
    whenUnsatisfiable: 'ScheduleAnyway',
  };
}

/** The operator brings TLS of its own, and its jobs would never end beside a proxy. */
export function outsideOfMesh(mesh: Target['mesh']): Pick<ClusterSpec, 'inheritedMetadata'> {
  if (mesh === 'none') return {};
  return { inheritedMetadata: mesh === 'istio' ? { labels: { 'sidecar.istio.io/inject': 'false' } } : { annotations: { 'linkerd.io/inject': 'disabled' } } };
}

/**
 * Opens what the instances of a cluster and the operator need of each other.
 *
 * @see https://cloudnative-pg.io/documentation/current/networking/
 */
export function addCnpgEdges(scope: Construct, system: System, self: ComponentPeer, operator: PodPeer, uses: readonly Dependency[]): void {
  const { cidrs, except, port } = system.target.apiServer;
  connect(scope, self, {
    name: self.component,
    variables: {},
    endpoints: [CNPG_PORTS.postgres, CNPG_PORTS.status].map((own) => ({ port: own, protocol: 'TCP' as const, peer: self })),
  });
  // Each instance reads and reports its own state there.
  connect(scope, self, { name: 'kubernetes', variables: {}, endpoints: [{ port, protocol: 'TCP', peer: { cidrs, except } }] });
  for (const used of uses) connect(scope, self, used);
  for (const own of [CNPG_PORTS.postgres, CNPG_PORTS.status]) admit(scope, { from: operator.namespace, peer: operator, to: self, port: own });
}

function addMonitor(scope: Construct, id: string, system: System, self: ComponentPeer): void {
  const { monitoring } = system.target;
  if (monitoring === undefined) return;
  // Not the cluster's enablePodMonitor, which the operator will drop.
  new PodMonitor(scope, id, {
    metadata: system.metadata({ name: self.component, component: self.component, wave: WAVE.workloads, labels: monitoring.labels }),
    spec: {
      podMetricsEndpoints: [{ interval: '30s', path: '/metrics', port: 'metrics', scheme: 'http' }],
      selector: { matchLabels: self.labels! },
    },
  });
  admit(scope, { from: 'prometheus', peer: monitoring.from, to: self, port: CNPG_PORTS.metrics });
}

function checkProps(check: PropCheck, system: System, props: CnpgPostgresProps & { readonly name: string; readonly variables: PostgresVariables }): void {
  checkFormat(check, 'name', props.name, DNS_LABEL);
  checkFormat(check, 'image', props.image, PINNED_IMAGE);
  check.range('instances', props.instances, 1, 9);
  if (props.database !== undefined) checkPostgresName(check, 'database', props.database);
  if (props.user !== undefined) checkPostgresName(check, 'user', props.user);
  // The operator names hosts and volumes after the cluster.
  if (props.name.length > 50) check.add('name', 'is too long for what the operator appends to it', { allowed: 'at most 50 characters' });
  checkPostgresVariables(check, props.variables);
  if (props.backup !== undefined) checkPostgresBackup(check.within('backup'), system, props.instances, props.backup);
}
