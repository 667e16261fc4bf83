import { type Construct } from 'constructs';
import { Kafka as KafkaResource } from '../../imports/kafka.strimzi.io/kafka.ts';
import { KafkaNodePool, type KafkaNodePoolSpec } from '../../imports/kafka.strimzi.io/kafka-node-pool.ts';
import { quoted } from '../kernel/problem.ts';
import { canonicalQuantity } from '../kernel/quantity.ts';
import { type ComponentPeer } from './dependency.ts';
import { admit, connect } from './edge.ts';
import { DEFAULT_KAFKA_VARIABLES, type KafkaDependency, type KafkaVariables, checkKafkaVariables, kafkaDependency } from './kafka-connection.ts';
import { nodePlacement } from './node-placement.ts';
import { outsideOfMesh } from './postgres-cnpg.ts';
import { priorityOf } from './priority-class.ts';
import { PropCheck } from './prop-check.ts';
import { DNS_LABEL, checkFormat } from './prop-format.ts';
import { type ResourcesProps, resources } from './resources.ts';
import { KEPT } from './store.ts';
import { System } from './system.ts';
import { type PodPeer } from './target.ts';
import { WAVE } from './wave.ts';

/** Kafka as a cluster that the Strimzi operator runs, with KRaft; each node is broker and controller. */
export interface StrimziKafkaProps {
  readonly form: 'strimzi';
  /** Name of the cluster. @default 'kafka' */
  readonly name?: string | undefined;
  /** Version of Kafka, one that the operator knows: its images belong to it. */
  readonly version: string;
  /** 1, 3 or 5. @default 3 */
  readonly brokers?: number | undefined;
  /** Size of each node's volume. */
  readonly storage: string;
  /** Whether a topic is made when somebody first names it. @default false */
  readonly createTopics?: boolean | undefined;
  /** @default cpu 500m, memory 2Gi, ephemeralStorage 1Gi */
  readonly resources?: ResourcesProps | undefined;
  /** Node pool of the target. @default any node without taints */
  readonly nodePool?: string | undefined;
  /** A PriorityClass of the system, by the name it was made with: `high`. @default the cluster's default */
  readonly priority?: string | undefined;
  /** Where the operator runs. @default its own manifests' namespace and labels */
  readonly operator?: PodPeer | undefined;
  /** @default {@link DEFAULT_KAFKA_VARIABLES} */
  readonly variables?: KafkaVariables | undefined;
}

const PORTS = { control: 9090, replication: 9091, clients: 9093, agent: 8443 };
const OPERATOR: PodPeer = { namespace: 'strimzi', labels: { name: 'strimzi-cluster-operator' } };

/**
 * Makes it. Clients talk TLS and verify the brokers by the authority that the operator makes; nobody
 * logs in, edges say who may.
 *
 * @see https://strimzi.io/docs/operators/latest/configuring
 * @see https://github.com/strimzi/strimzi-kafka-operator/pull/11447
 *
 * @throws UserError with all that is wrong with the props
 */
export function strimziKafka(scope: Construct, id: string, props: StrimziKafkaProps): KafkaDependency {
  const system = System.of(scope);
  const { name = 'kafka', brokers = 3, variables = DEFAULT_KAFKA_VARIABLES, operator = OPERATOR } = props;
  const check = new PropCheck(name);
  checkFormat(check, 'name', name, DNS_LABEL);
  if (name.length > 30) check.add('name', 'is too long for what the operator appends to it', { allowed: 'at most 30 characters' });
  if (!/^\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(props.version)) check.add('version', `${quoted(props.version)} is not a version of Kafka`, { allowed: 'three numbers', fix: 'version: 4.1.0' });
  if (![1, 3, 5].includes(brokers)) check.add('brokers', 'two of them agree on nothing when one is gone', { allowed: '1, 3 or 5', fix: 'brokers: 3' });
  checkKafkaVariables(check, variables);
  const pool = poolOf(check, system, name, brokers, props);
  check.throwIfAny();
  const self: ComponentPeer = { component: name, labels: { 'strimzi.io/cluster': name, 'strimzi.io/name': `${name}-kafka` } };
  const metadata = { component: name, wave: WAVE.stores, annotations: KEPT };
  new KafkaNodePool(scope, `${id}-pool`, { metadata: system.metadata({ ...metadata, name: `${name}-brokers`, labels: { 'strimzi.io/cluster': name } }), spec: pool });
  new KafkaResource(scope, id, {
    metadata: system.metadata({ ...metadata, name }),
    spec: {
      kafka: {
        config: replication(brokers, props.createTopics ?? false),
        listeners: [
          {
            name: 'clients',
            // The operator writes policies of its own, which would let every pod of the cluster in.
            networkPolicyPeers: [{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': system.instance } } }],
            port: PORTS.clients,
            tls: true,
            type: 'internal',
          },
        ],
        version: props.version,
      },
    },
  });
  connect(scope, self, { name, variables: {}, endpoints: [PORTS.control, PORTS.replication].map((port) => ({ port, protocol: 'TCP' as const, peer: self })) });
  // A broker reads its keystore and whom to trust from the API before it starts.
  const { cidrs, except, port: apiPort } = system.target.apiServer;
  connect(scope, self, { name: 'kubernetes', variables: {}, endpoints: [{ port: apiPort, protocol: 'TCP', peer: { cidrs, except } }] });
  for (const port of [PORTS.control, PORTS.replication, PORTS.agent]) admit(scope, { from: operator.namespace, peer: operator, to: self, port });
  const directory = `/etc/${name}`;
  return kafkaDependency({
    name,
    names: variables,
    values: { bootstrap: `${name}-kafka-bootstrap:${PORTS.clients}`, securityProtocol: 'SSL', caFile: `${directory}/ca.crt` },
    endpoints: [{ port: PORTS.clients, protocol: 'TCP', peer: self }],
    files: [{ secret: `${name}-cluster-ca-cert`, directory, items: { 'ca.crt': 'ca.crt' } }],
  });
}

/** With three brokers one may be gone without a write being refused or lost. */
function replication(brokers: number, createTopics: boolean): Record<string, unknown> {
  const [replicas, insync] = brokers > 1 ? [3, 2] : [1, 1];
  return {
    'auto.create.topics.enable': createTopics,
    'default.replication.factor': replicas,
    'min.insync.replicas': insync,
    'offsets.topic.replication.factor': replicas,
    'transaction.state.log.min.isr': insync,
    'transaction.state.log.replication.factor': replicas,
  };
}

function poolOf(check: PropCheck, system: System, name: string, brokers: number, props: StrimziKafkaProps): KafkaNodePoolSpec {
  const { target } = system;
  const { nodeSelector, tolerations } = nodePlacement(check, target, props.nodePool);
  const priorityClassName = priorityOf(check, system, props);
  const metadata = outsideOfMesh(target.mesh).inheritedMetadata;
  const terms = Object.entries(nodeSelector ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const spread = (topologyKey: string) => ({ labelSelector: { matchLabels: { 'strimzi.io/pool-name': `${name}-brokers` } }, maxSkew: 1, topologyKey, whenUnsatisfiable: 'ScheduleAnyway' });
  return {
    replicas: brokers,
    resources: resources(check.within('resources'), { cpu: '500m', memory: '2Gi', ephemeralStorage: '1Gi', ...props.resources }),
    roles: ['broker', 'controller'],
    storage: {
      type: 'jbod',
      volumes: [
        {
          deleteClaim: false,
          id: 0,
          kraftMetadata: 'shared',
          size: check.attempt('storage', () => canonicalQuantity(props.storage)) ?? props.storage,
          type: 'persistent-claim',
          ...(target.storage.class === undefined ? {} : { class: target.storage.class }),
        },
      ],
    },
    template: {
      // The image's files belong to the group 0, and it writes into its own root.
      kafkaContainer: { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, runAsNonRoot: true } },
      pod: {
        ...(terms.length === 0 ? {} : { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: terms }] } } } }),
        ...(metadata === undefined ? {} : { metadata }),
        ...(priorityClassName === undefined ? {} : { priorityClassName }),
        securityContext: { fsGroup: 0, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        ...(tolerations === undefined ? {} : { tolerations }),
        ...(brokers === 1 ? {} : { topologySpreadConstraints: [...(target.zones.length > 1 ? [spread('topology.kubernetes.io/zone')] : []), spread('kubernetes.io/hostname')] }),
      },
    },
  };
}
