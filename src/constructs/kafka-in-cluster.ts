import { Construct } from 'constructs';
import { Service, StatefulSet } from '../../imports/kubernetes.ts';
import { parseQuantity, quantityProblem } from '../kernel/quantity.ts';
import { type Endpoint } from './dependency.ts';
import { DisruptionBudget } from './disruption-budget.ts';
import { connect } from './edge.ts';
import { DEFAULT_KAFKA_VARIABLES, type KafkaDependency, type KafkaVariables, checkKafkaVariables, kafkaDependency } from './kafka-connection.ts';
import { type ContainerProps, podTemplate } from './pod-template.ts';
import { priorityOf } from './priority-class.ts';
import { Probe, apiProbe } from './probe.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, PINNED_IMAGE, checkFormat } from './prop-format.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { Scrape } from './scrape.ts';
import { serviceAccount } from './service-account.ts';
import { type SpreadProps } from './spread.ts';
import { DATA_VOLUME, KEPT, checkStore, volumeClaims } from './store.ts';
import { System } from './system.ts';
import { WAVE } from './wave.ts';

/** Kafka as Redpanda brokers of the system: one for development, three that survive the loss of one. */
export interface InClusterKafkaProps {
  readonly form: 'in-cluster';
  /** @default 'kafka' */
  readonly name?: string | undefined;
  /** The official image of Redpanda, pinned by digest. */
  readonly image: string;
  /** 1, 3 or 5. More may follow; topics keep the replicas that they were made with. @default 1 */
  readonly brokers?: number | undefined;
  /** Size of each broker's volume. */
  readonly storage: string;
  /** Whether a topic is made when somebody first names it; counts when the cluster is first made. @default false */
  readonly createTopics?: boolean | undefined;
  /** @default cpu 1, memory 2Gi, ephemeralStorage 256Mi */
  readonly resources?: ResourcesProps | undefined;
  /** @default soft over zones and nodes */
  readonly spread?: SpreadProps | undefined;
  /** User id of the image. @default 101 */
  readonly runAs?: number | undefined;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string | undefined;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string | undefined;
  /** @default {@link DEFAULT_KAFKA_VARIABLES} */
  readonly variables?: KafkaVariables | undefined;
}

const PORTS = [
  { name: 'admin', containerPort: 9644, protocol: 'TCP' },
  { name: 'kafka', containerPort: 9092, protocol: 'TCP' },
  { name: 'rpc', containerPort: 33_145, protocol: 'TCP' },
] as const;
const [ADMIN, KAFKA, RPC] = PORTS.map(({ containerPort }) => containerPort) as [number, number, number];
const DATA = '/var/lib/redpanda/data';

/** Where `rpk` writes what it was told before it starts the broker; made anew at every start. */
const CONFIG = '/etc/redpanda';

/**
 * Makes it: StatefulSet, headless Service, ServiceAccount, budget, edges between the brokers, scrape.
 *
 * Nobody logs in: who may talk to the brokers is said by the edges of those that use it, port by port,
 * and in a mesh by its authorization; the topics of one system are no secret to its own parts. What
 * needs more takes another form.
 *
 * @throws UserError with all that is wrong with the props
 */
export function inClusterKafka(scope: Construct, id: string, props: InClusterKafkaProps): KafkaDependency {
  const { name = 'kafka', brokers = 1, variables = DEFAULT_KAFKA_VARIABLES } = props;
  new Brokers(scope, id, { ...props, name, brokers, variables });
  return kafkaDependency({
    name,
    names: variables,
    values: { bootstrap: addresses(name, brokers, KAFKA), securityProtocol: 'PLAINTEXT' },
    endpoints: [endpoint(name, KAFKA)],
  });
}

type Known = InClusterKafkaProps & { readonly name: string; readonly brokers: number; readonly variables: KafkaVariables };

class Brokers extends Construct {
  constructor(scope: Construct, id: string, props: Known) {
    super(scope, id);
    const system = System.of(this);
    const { name, brokers } = props;
    const check = new PropCheck(name);
    checkProps(check, system, props);
    const sizes = { ...props.resources, cpu: props.resources?.cpu ?? '1', memory: props.resources?.memory ?? '2Gi' };
    const template = podTemplate(check, system, {
      component: name,
      serviceAccount: name,
      containers: [containerOf(check, system, props, sizes)],
      security: { user: props.runAs ?? 101, keepVolumeOwnership: true },
      scratch: { [CONFIG]: '16Mi' },
      spread: { ...props.spread, revisions: false },
      nodePool: props.nodePool,
      priorityClass: priorityOf(check, system, props),
      // Leadership of partitions is handed over before the broker ends.
      terminationGracePeriodSeconds: 90,
    });
    const claims = volumeClaims(check, system, props.storage);
    check.throwIfAny();
    const selector = system.selector(name);
    serviceAccount(this, name, name);
    new Service(this, 'service', {
      metadata: system.metadata({ name, component: name, wave: WAVE.stores }),
      spec: {
        clusterIP: 'None',
        ports: PORTS.map(({ name: port, containerPort, protocol }) => ({ name: port, port: containerPort, protocol, targetPort: port })),
        // Brokers are ready when they found each other, which they do by these names.
        publishNotReadyAddresses: true,
        selector,
        type: 'ClusterIP',
      },
    });
    new StatefulSet(this, 'set', {
      metadata: system.metadata({ name, component: name, wave: WAVE.stores, annotations: KEPT }),
      spec: {
        ...claims,
        // A broker that restarted catches up before the next one goes.
        minReadySeconds: 30,
        // All of them form the cluster together, so none may wait for another.
        podManagementPolicy: 'Parallel',
        replicas: brokers,
        selector: { matchLabels: selector },
        serviceName: name,
        template,
        updateStrategy: { type: 'RollingUpdate' },
      },
    });
    new DisruptionBudget(this, 'budget', { component: name });
    if (brokers > 1) connect(this, name, { name, variables: {}, endpoints: [ADMIN, KAFKA, RPC].map((port) => endpoint(name, port)) });
    new Scrape(this, 'scrape', { component: name, port: 'admin', podPort: ADMIN, path: '/public_metrics' });
  }
}

/** @see https://docs.redpanda.com/current/reference/rpk/rpk-redpanda/rpk-redpanda-start/ */
function containerOf(check: PropCheck, system: System, { name, image, brokers, createTopics = false }: Known, sizes: ResourcesProps & { readonly cpu: string }): ContainerProps {
  // The kubelet puts in the pod's own name, which is the only thing that sets two brokers apart.
  const self = `$(POD_NAME).${name}`;
  const development = system.target.tier === 'development';
  const memory = memoryOf(check, sizes, development);
  const settings = {
    auto_create_topics_enabled: createTopics,
    default_topic_replications: brokers > 1 ? 3 : 1,
    developer_mode: development,
    // The brokers named as seeds form the cluster together; none starts one of its own.
    empty_seed_starts_cluster: false,
  };
  return {
    name,
    image,
    command: ['rpk', 'redpanda', 'start'],
    args: [
      '--check=false',
      '--default-log-level=info',
      '--lock-memory=false',
      '--overprovisioned',
      `--advertise-kafka-addr=${self}:${KAFKA}`,
      `--advertise-rpc-addr=${self}:${RPC}`,
      `--kafka-addr=0.0.0.0:${KAFKA}`,
      `--rpc-addr=0.0.0.0:${RPC}`,
      `--memory=${memory}M`,
      '--reserve-memory=0M',
      `--smp=${coresOf(sizes.cpu)}`,
      `--seeds=${addresses(name, brokers, RPC)}`,
      ...Object.entries(settings).flatMap(([setting, value]) => ['--set', `redpanda.${setting}=${value}`]),
    ],
    env: { POD_NAME: { field: 'metadata.name' } },
    ports: PORTS,
    resources: sizes,
    mounts: [{ mountPath: DATA, name: DATA_VOLUME }],
    runtime: {
      // After a crash a broker reads its log before it is ready.
      startupProbe: apiProbe(Probe.http(READY, { port: ADMIN, failureThreshold: 180 }), 'startup', 'admin'),
      readinessProbe: apiProbe(Probe.http(READY, { port: ADMIN }), 'readiness', 'admin'),
      // A broker that waits for the others is alive.
      livenessProbe: apiProbe(Probe.tcp({ port: ADMIN }), 'liveness', 'admin'),
    },
  };
}

/** Answers 200 when the broker has started and joined the cluster. */
const READY = '/v1/status/ready';

/** In MiB, three quarters of the limit: the rest is for the kernel and for what the broker does not count. */
function memoryOf(check: PropCheck, sizes: ResourcesProps, development: boolean): bigint {
  // What is wrong with the sizes themselves is noted elsewhere.
  const limit = resources(new PropCheck(''), sizes).limits!['memory'] as string;
  if (quantityProblem(limit) !== undefined) return 0n;
  const mebibytes = (parseQuantity(limit).nano * 3n) / 4n / 1_000_000_000n / 1_048_576n;
  const least = development ? 256n : 1024n * BigInt(coresOf(sizes.cpu!));
  if (mebibytes < least) {
    const needed = (least * 4n + 2n) / 3n;
    check.add('resources.memory', `three quarters of ${limit} are less than the ${least} MiB that Redpanda starts with`, { allowed: `${needed}Mi or more`, fix: `memory: ${needed}Mi` });
  }
  return mebibytes;
}

/** Whole cores: a thread of Redpanda's keeps one for itself. */
function coresOf(cpu: string): number {
  if (quantityProblem(cpu) !== undefined) return 1;
  return Number((parseQuantity(cpu).nano + 999_999_999n) / 1_000_000_000n) || 1;
}

function addresses(name: string, brokers: number, port: number): string {
  return [0, 1, 2, 3, 4]
    .slice(0, brokers)
    .map((index) => `${name}-${index}.${name}:${port}`)
    .join(',');
}

function endpoint(component: string, port: number): Endpoint {
  return { port, protocol: 'TCP', peer: { component } };
}

function checkProps(check: PropCheck, system: System, props: Known): void {
  checkFormat(check, 'name', props.name, DNS_LABEL);
  checkFormat(check, 'image', props.image, PINNED_IMAGE);
  if (![1, 3, 5].includes(props.brokers)) check.add('brokers', 'two of them agree on nothing when one is gone', { allowed: '1, 3 or 5', fix: 'brokers: 3' });
  checkKafkaVariables(check, props.variables);
  const { storage, resources: sizes, runAs, nodePool, priority } = props;
  checkStore(check, system, { storage, ...(sizes === undefined ? {} : { resources: sizes }), ...(runAs === undefined ? {} : { runAs }), ...(nodePool === undefined ? {} : { nodePool }), ...(priority === undefined ? {} : { priority }) });
}
