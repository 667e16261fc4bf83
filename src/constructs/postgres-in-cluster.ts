import { type Construct } from 'constructs';
import { Alerts } from './alerts.ts';
import { type Dependency } from './dependency.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { inClusterPostgresAlerts } from './postgres-alerts.ts';
import { DEFAULT_POSTGRES_VARIABLES, type PostgresVariables, checkPostgresName, checkPostgresVariables, databaseNamed, postgresVariables } from './postgres-connection.ts';
import { type ContainerProps } from './pod-template.ts';
import { Probe, apiProbe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, PINNED_IMAGE, checkFormat } from './prop-format.ts';
import { type ResourcesProps } from './resources.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';
import { Store, checkStore } from './store.ts';
import { System } from './system.ts';
import { urlPart } from './url-template.ts';

/** Postgres as one pod of the system: for development and tests, since one pod is no spare for itself. */
export interface InClusterPostgresProps {
  readonly form: 'in-cluster';
  /** @default 'postgres' */
  readonly name?: string;
  /** The official image, pinned by digest. */
  readonly image: string;
  /** @default the system's name, with "_" for "-" */
  readonly database?: string;
  /** Owner of the database. @default the database's name */
  readonly user?: string;
  /** Password of the owner. It is set when the volume is first made; a later change needs `ALTER ROLE`. */
  readonly password: SecretReference;
  /** Size of the volume. */
  readonly storage: string;
  /** @default cpu 250m, memory 512Mi, ephemeralStorage 256Mi */
  readonly resources?: ResourcesProps;
  /** User id of the image: 999 for Debian, 70 for Alpine. @default 999 */
  readonly runAs?: number;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string;
  /** @default { url: 'DATABASE_URL' } */
  readonly variables?: PostgresVariables;
}

const PORT = { name: 'postgres', number: 5432 };
// Not the image's own directory: which one it is depends on the version, and at the wrong one the
// data would lie in a volume that goes with the pod.
const DATA = '/data';

/** Makes it. @throws UserError with all that is wrong with the props */
export function inClusterPostgres(scope: Construct, id: string, props: InClusterPostgresProps): Dependency {
  const system = System.of(scope);
  const { name = 'postgres', variables = DEFAULT_POSTGRES_VARIABLES, runAs = 999 } = props;
  const database = props.database ?? databaseNamed(system.systemName);
  const user = props.user ?? database;
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'image', props.image, PINNED_IMAGE);
  checkPostgresName(check, 'database', database);
  checkPostgresName(check, 'user', user);
  checkReference(check, 'password', props.password);
  checkPostgresVariables(check, variables);
  checkStore(check, system, props);
  check.throwIfAny();
  const secrets = new ExternalSecrets(scope, `${id}-secrets`, {
    name,
    component: name,
    keys: { password: props.password },
    composed: { url: `postgresql://${user}:${urlPart('password')}@${name}:${PORT.number}/${database}` },
    as: 'keys',
  });
  new Store(scope, id, {
    component: name,
    port: PORT,
    container: {
      image: props.image,
      env: {
        PGDATA: `${DATA}/pgdata`,
        POSTGRES_DB: database,
        POSTGRES_INITDB_ARGS: '--data-checksums',
        POSTGRES_PASSWORD: secrets.variable('password'),
        POSTGRES_USER: user,
      },
      uses: [secrets],
      resources: { cpu: '250m', memory: '512Mi', ...props.resources },
      runtime: probes(database, user),
    },
    data: { directory: DATA, size: props.storage },
    security: { user: runAs, keepVolumeOwnership: true },
    scratch: { '/var/run/postgresql': '16Mi' },
    nodePool: props.nodePool,
    priority: props.priority,
    terminationGracePeriodSeconds: 60,
  });
  new Alerts(scope, `${id}-alerts`, { component: name, alerts: inClusterPostgresAlerts(system, name) });
  return {
    name,
    variables: postgresVariables(variables, {
      url: variables.url === undefined ? '' : secrets.variable('url'),
      host: name,
      port: String(PORT.number),
      database,
      user,
      password: secrets.variable('password'),
      sslMode: 'disable',
    }),
    endpoints: [{ port: PORT.number, protocol: 'TCP', peer: { component: name } }],
    files: secrets.files,
  };
}

function probes(database: string, user: string): ContainerProps['runtime'] {
  // Over TCP: while a new volume is set up, the image runs a server that only its socket reaches.
  const ready = ['pg_isready', '--host=127.0.0.1', `--dbname=${database}`, `--username=${user}`, '--quiet'];
  return {
    // Recovery after a crash reads the log since the last checkpoint, for up to five minutes by default.
    startupProbe: apiProbe(Probe.exec(ready, { failureThreshold: 180 }), 'startup', PORT.name),
    readinessProbe: apiProbe(Probe.exec(ready), 'readiness', PORT.name),
    // A server that is full refuses connections, and a restart would make that worse.
    livenessProbe: apiProbe(Probe.tcp(), 'liveness', PORT.name),
  };
}
