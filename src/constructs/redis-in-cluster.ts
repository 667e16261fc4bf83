import { type Construct } from 'constructs';
import { compareQuantity, parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type Dependency } from './dependency.ts';
import { ExternalSecrets } from './external-secrets.ts';
import { Probe, apiProbe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, PINNED_IMAGE, checkFormat } from './prop-format.ts';
import { DEFAULT_REDIS_VARIABLES, type RedisVariables, checkRedisVariables, redisVariables } from './redis-connection.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { type SecretReference, checkReference } from './secret-reference.ts';
import { Store, checkStore } from './store.ts';
import { System } from './system.ts';
import { urlPart } from './url-template.ts';

/** What Redis does when its memory is full. */
export type Eviction = 'noeviction' | 'allkeys-lru' | 'allkeys-lfu' | 'volatile-lru' | 'volatile-lfu' | 'volatile-ttl';

/** Redis as one pod of the system. */
export interface InClusterRedisProps {
  readonly form: 'in-cluster';
  /** @default 'redis' */
  readonly name?: string;
  /** The official image of Redis or Valkey, pinned by digest. */
  readonly image: string;
  /** @default no password; network policies alone keep others out */
  readonly password?: SecretReference;
  /** Size of a volume that keeps the data when the pod goes. @default none, the data goes with it */
  readonly storage?: string;
  /** Most memory for data. @default three quarters of the memory limit */
  readonly maxMemory?: string;
  /** @default 'noeviction': a full server refuses writes and loses nothing */
  readonly eviction?: Eviction;
  /** @default cpu 100m, memory 256Mi, ephemeralStorage 256Mi */
  readonly resources?: ResourcesProps;
  /** User id of the image. @default 999 */
  readonly runAs?: number;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string;
  /** @default { url: 'REDIS_URL' } */
  readonly variables?: RedisVariables;
}

const PORT = { name: 'redis', number: 6379 };
const DATA = '/data';
const CONFIG = { directory: '/etc/redis', file: 'auth.conf' };
const EVICTIONS: readonly Eviction[] = ['noeviction', 'allkeys-lru', 'allkeys-lfu', 'volatile-lru', 'volatile-lfu', 'volatile-ttl'];

/** Makes it. @throws UserError with all that is wrong with the props */
export function inClusterRedis(scope: Construct, id: string, props: InClusterRedisProps): Dependency {
  const { name = 'redis', password, variables = DEFAULT_REDIS_VARIABLES, runAs = 999 } = props;
  const check = new PropCheck(name);
  checkProps(check, name, variables, props);
  checkStore(check, System.of(scope), props);
  if (password !== undefined && System.of(scope).target.secretStore?.via === 'csi') {
    check.add('password', 'the server reads it from a file that is put together around it, and a CSI volume brings values as they are', {
      allowed: 'no password (network policies, and the mesh where there is one, keep others out), form: managed, or a store with via: external-secrets',
      fix: 'password: null',
    });
  }
  const sizes = { cpu: '100m', memory: '256Mi', ...props.resources };
  const maxMemory = maxMemoryOf(check, props.maxMemory, sizes);
  check.throwIfAny();
  const address = `${name}:${PORT.number}/0`;
  const secrets = password === undefined ? undefined : secretsOf(scope, `${id}-secrets`, name, password, address);
  new Store(scope, id, {
    component: name,
    port: PORT,
    container: {
      image: props.image,
      args: [...(secrets === undefined ? [] : [`${CONFIG.directory}/${CONFIG.file}`]), ...settings(props, maxMemory)],
      resources: sizes,
      runtime: PROBES,
      ...(secrets === undefined ? {} : { uses: [secrets.forServer] }),
    },
    data: props.storage === undefined ? undefined : { directory: DATA, size: props.storage },
    security: { user: runAs, keepVolumeOwnership: true },
    scratch: props.storage === undefined ? { [DATA]: '16Mi' } : undefined,
    nodePool: props.nodePool,
    priority: props.priority,
    terminationGracePeriodSeconds: 30,
  });
  return {
    name,
    variables: redisVariables(variables, {
      url: secrets === undefined ? `redis://${address}` : variables.url === undefined ? '' : secrets.secret.variable('url'),
      host: name,
      port: String(PORT.number),
      ...(secrets === undefined ? {} : { password: secrets.secret.variable('password') }),
    }),
    endpoints: [{ port: PORT.number, protocol: 'TCP', peer: { component: name } }],
  };
}

/** The image's entry point puts the server's name before arguments. */
function settings({ storage, eviction = 'noeviction' }: InClusterRedisProps, maxMemory: bigint): string[] {
  return ['--appendonly', storage === undefined ? 'no' : 'yes', '--maxmemory', String(maxMemory), '--maxmemory-policy', eviction, '--save', ''];
}

const PROBES = {
  // The client exits with 0 even when the server answers that it is still loading.
  readinessProbe: apiProbe(Probe.exec(['sh', '-c', 'test "$(redis-cli ping)" = PONG']), 'readiness', PORT.name),
  livenessProbe: apiProbe(Probe.tcp(), 'liveness', PORT.name),
};

function secretsOf(scope: Construct, id: string, name: string, password: SecretReference, address: string): { secret: ExternalSecrets; forServer: Dependency } {
  const secret = new ExternalSecrets(scope, id, {
    name,
    component: name,
    keys: { password },
    composed: { [CONFIG.file]: 'requirepass {{ .password | quote }}\n', url: `redis://:${urlPart('password')}@${address}` },
    as: 'keys',
  });
  return {
    secret,
    forServer: {
      name: `${name}-password`,
      // The server gets it by file, so that no list of processes shows it; the client of the probe by variable.
      variables: { REDISCLI_AUTH: secret.variable('password') },
      endpoints: [],
      files: [{ secret: secret.secretName, directory: CONFIG.directory, items: { [CONFIG.file]: CONFIG.file } }],
    },
  };
}

/** In bytes. */
function maxMemoryOf(check: PropCheck, given: string | undefined, sizes: ResourcesProps): bigint {
  // What is wrong with the sizes themselves is noted elsewhere.
  const memory = resources(new PropCheck(''), sizes).limits!['memory'] as string;
  const limit = quantityProblem(memory) === undefined ? parseQuantity(memory) : undefined;
  const chosen = given === undefined ? undefined : check.attempt('maxMemory', () => parseQuantity(given));
  if (limit === undefined) return 0n;
  if (chosen === undefined) return (limit.nano * 3n) / 4n / 1_000_000_000n;
  if (chosen.nano <= 0n || compareQuantity(chosen, limit) >= 0) {
    check.add('maxMemory', `${given} leaves nothing of the memory limit ${memory}, and the kernel would kill the server`, { allowed: `more than 0 and less than ${memory}` });
  }
  return chosen.nano / 1_000_000_000n;
}

function checkProps(check: PropCheck, name: string, variables: RedisVariables, { image, password, eviction }: InClusterRedisProps): void {
  checkFormat(check, 'name', name, DNS_LABEL);
  checkFormat(check, 'image', image, PINNED_IMAGE);
  checkReference(check, 'password', password);
  if (eviction !== undefined && !EVICTIONS.includes(eviction)) check.add('eviction', 'is not known', { allowed: EVICTIONS.join(', '), fix: 'eviction: noeviction' });
  checkRedisVariables(check, variables, password !== undefined);
}
