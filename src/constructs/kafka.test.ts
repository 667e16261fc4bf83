import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { Foundation } from './foundation.ts';
import { type InClusterKafkaProps } from './kafka-in-cluster.ts';
import { type ManagedKafkaProps } from './kafka-managed.ts';
import { type StrimziKafkaProps } from './kafka-strimzi.ts';
import { Kafka, type KafkaProps } from './kafka.ts';
import { Probe } from './probe.ts';
import { type ExampleOverrides, type Rendered, exampleDigest, exampleSystem, objectOf, objectsOf, policyOf, problemsOf, withoutHash } from './test-support.ts';
import { Worker } from './worker.ts';

const inCluster: InClusterKafkaProps = { form: 'in-cluster', image: `docker.redpanda.com/redpandadata/redpanda:v25.3.1@${exampleDigest('e')}`, storage: '10Gi' };
const three: InClusterKafkaProps = { ...inCluster, brokers: 3, spread: { zones: 'strict' } };
const strimzi: StrimziKafkaProps = { form: 'strimzi', version: '4.1.0', storage: '100Gi' };
const managed: ManagedKafkaProps = { form: 'managed', bootstrap: ['b-1.kafka.acme.example:9096', 'b-2.kafka.acme.example:9096'], cidrs: ['10.30.80.0/20'] };
const confluent: ManagedKafkaProps = { ...managed, bootstrap: ['pkc-1.confluent.example:9092'], login: { by: 'password', mechanism: 'PLAIN', user: 'chat/kafka#key', password: 'chat/kafka#secret' } };
const msk: ManagedKafkaProps = { ...managed, login: { by: 'identity' } };

const forms: [string, KafkaProps][] = [
  ['in the cluster, one broker', inCluster],
  ['in the cluster, three brokers', three],
  ['by Strimzi', strimzi],
  ['by Strimzi, one node in a pool', { ...strimzi, brokers: 1, nodePool: 'compute' }],
  ['managed, in the clear', { ...managed, tls: false }],
  ['managed, with a private authority', { ...managed, ca: 'chat/kafka#ca' }],
  ['managed, with name and password', confluent],
  ['managed, with the identity of the cloud', msk],
];

describe.each(forms)('Kafka %s', (_form, props) => {
  it('tells each consumer the brokers under its own prefix, and how to talk to them', () => {
    const kafka = Kafka.from(exampleSystem(), 'x', props);
    expect(Object.keys(kafka.variables)).toEqual(expect.arrayContaining(['KAFKA_BOOTSTRAP', 'KAFKA_SECURITY_PROTOCOL']));
    const chat = kafka.as('CHAT');
    expect(chat).toEqual({ name: kafka.name, endpoints: kafka.endpoints, files: kafka.files, variables: Object.fromEntries(Object.entries(kafka.variables).map(([name, value]) => [`CHAT_${name}`, value])) });
  });

  it('goes by another name in all its objects', () => {
    const system = exampleSystem();
    expect(Kafka.from(system, 'x', { ...props, name: 'events' }).name).toBe('events');
    for (const { kind, metadata } of objectsOf(system)) expect(`${kind} ${metadata.name}`).toContain('events');
  });

  it('makes the same objects wherever it stands in the tree', () => {
    const [here, there] = [exampleSystem(), exampleSystem()];
    Kafka.from(here, 'x', props);
    Kafka.from(new Construct(there, 'deeper'), 'y', props);
    const sorted = (system: Construct): string[] => objectsOf(system).map((object) => JSON.stringify(object)).sort();
    expect(sorted(there)).toEqual(sorted(here));
  });

  it.each([
    ['a name that is none', { name: 'Kafka' }, 'Kafka.name'],
    ['a variable that is none', { variables: { bootstrap: 'CHAT-KAFKA' } }, 'kafka.variables.bootstrap'],
    ['one variable for two parts', { variables: { bootstrap: 'A', securityProtocol: 'A' } }, 'kafka.variables.securityProtocol'],
  ])('refuses %s', (_what, wrong, path) => {
    expect(() => Kafka.from(exampleSystem(), 'x', { ...props, ...wrong })).toThrow(expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ path })]) }));
  });

  describe.each<[string, ExampleOverrides['target']]>([
    ['no mesh', {}],
    ['Istio', { mesh: 'istio' }],
    ['Linkerd with native sidecars', { mesh: 'linkerd', nativeSidecars: true }],
    ['no monitoring', { monitoring: undefined }],
  ])('with %s', (_what, target) => {
    it('holds every rule, with two consumers', () => {
      const system = exampleSystem({ target: target ?? {} });
      new Foundation(system, 'foundation', { quota: { requests: { cpu: '16', memory: '32Gi' }, pods: 30 } });
      const kafka = Kafka.from(system, 'kafka', props);
      for (const name of ['chat', 'feed']) {
        new Worker(system, name, { name, image: system.image('app'), live: Probe.exec(['true']), uses: [kafka.as(name.toUpperCase())] });
      }
      const manifests = collectManifests(system);
      expect(checkManifests(manifests)).toEqual([]);
      expect(manifests.filter(({ kind, metadata }) => kind === 'NetworkPolicy' && /^(chat|feed)-to-kafka-/.test(metadata.name)).length).toBeGreaterThanOrEqual(2);
      if (crdsArePresent) expect(manifests.filter(({ apiVersion }) => /strimzi|monitoring/.test(apiVersion)).flatMap(violationsOf)).toEqual([]);
    });
  });
});

describe('a prefix', () => {
  const kafka = Kafka.from(exampleSystem(), 'x', inCluster);

  it.each([
    ['a hyphen', 'CHAT-API', 'kafka.as: "CHAT-API" is not the name of an environment variable'],
    ['its own "_"', 'CHAT_', 'kafka.as: "CHAT_" ends in the "_" that is put behind it'],
  ])('has not %s', (_what, prefix, problem) => expect(problemsOf(() => kafka.as(prefix))).toEqual([problem]));
});

describe('Kafka in the cluster', () => {
  const setOf = (props: InClusterKafkaProps, overrides: ExampleOverrides = {}): Rendered => {
    const system = exampleSystem(overrides);
    Kafka.from(system, 'x', props);
    return objectOf(system, 'StatefulSet');
  };
  const argsOf = (props: InClusterKafkaProps, overrides?: ExampleOverrides): string[] => setOf(props, overrides).spec.template.spec.containers[0].args;

  it('is a StatefulSet that nothing removes, with what it needs before it', () => {
    const system = exampleSystem();
    Kafka.from(system, 'x', three);
    expect(objectsOf(system).map(({ kind, metadata }) => [kind, withoutHash(metadata.name), metadata.annotations['argocd.argoproj.io/sync-wave']])).toEqual([
      ['ServiceAccount', 'kafka', '-4'],
      ['Service', 'kafka', '-3'],
      ['StatefulSet', 'kafka', '-3'],
      ['PodDisruptionBudget', 'kafka', '0'],
      ['ServiceMonitor', 'kafka', '0'],
      ...[9644, 9092, 33145].flatMap((port) => ['egress', 'ingress'].map((half) => ['NetworkPolicy', `kafka-to-kafka-${port}-${half}`, '-5'])),
      ['NetworkPolicy', 'prometheus-to-kafka-9644-ingress', '-5'],
    ]);
    const { metadata, spec } = objectOf(system, 'StatefulSet');
    expect(metadata.annotations['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
    expect(spec).toMatchObject({ podManagementPolicy: 'Parallel', replicas: 3, serviceName: 'kafka', persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } });
    expect(objectOf(system, 'Service').spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    expect(objectOf(system, 'ServiceMonitor').spec.endpoints[0]).toMatchObject({ path: '/public_metrics', port: 'admin' });
  });

  it('names each broker as programs and the others reach it', () => {
    const kafka = Kafka.from(exampleSystem(), 'x', three);
    expect(kafka.variables).toEqual({ KAFKA_BOOTSTRAP: 'kafka-0.kafka:9092,kafka-1.kafka:9092,kafka-2.kafka:9092', KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT' });
    const args = argsOf(three);
    expect(args).toEqual(expect.arrayContaining(['--advertise-kafka-addr=$(POD_NAME).kafka:9092', '--advertise-rpc-addr=$(POD_NAME).kafka:33145', '--seeds=kafka-0.kafka:33145,kafka-1.kafka:33145,kafka-2.kafka:33145']));
    expect(setOf(three).spec.template.spec.containers[0].env).toContainEqual({ name: 'POD_NAME', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } });
  });

  it.each<[string, Partial<InClusterKafkaProps>, ExampleOverrides, string[]]>([
    ['one broker', {}, {}, ['--memory=1536M', '--smp=1', 'redpanda.default_topic_replications=1', 'redpanda.developer_mode=false', 'redpanda.auto_create_topics_enabled=false']],
    ['three brokers', { brokers: 3 }, {}, ['redpanda.default_topic_replications=3']],
    ['topics on demand', { createTopics: true }, {}, ['redpanda.auto_create_topics_enabled=true']],
    ['more cores and memory', { resources: { cpu: '1500m', memory: '4Gi' } }, {}, ['--memory=3072M', '--smp=2']],
    ['less for development', { resources: { cpu: '200m', memory: '512Mi' } }, { target: { tier: 'development' } }, ['--memory=384M', '--smp=1', 'redpanda.developer_mode=true']],
  ])('is started for %s', (_what, props, overrides, args) => {
    expect(argsOf({ ...inCluster, ...props }, overrides)).toEqual(expect.arrayContaining(args));
  });

  it('is restricted, writes to its volume and its configuration alone, and is kept apart', () => {
    const { spec } = setOf(three).spec.template;
    expect(spec.securityContext).toMatchObject({ fsGroup: 101, runAsNonRoot: true, runAsUser: 101 });
    expect(spec.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
    expect(spec.containers[0].volumeMounts.map(({ mountPath }: Rendered) => mountPath)).toEqual(['/etc/redpanda', '/tmp', '/var/lib/redpanda/data']);
    expect(spec.topologySpreadConstraints[0]).toMatchObject({ topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'DoNotSchedule' });
    expect(spec.topologySpreadConstraints[0]).not.toHaveProperty('matchLabelKeys');
  });

  it.each<[string, Partial<InClusterKafkaProps>, string[]]>([
    ['two brokers', { brokers: 2 }, ['kafka.brokers']],
    ['very many', { brokers: 1_000_000_000 }, ['kafka.brokers']],
    ['an image by tag', { image: 'redpanda:v25' }, ['kafka.image']],
    ['less memory than it starts with', { resources: { memory: '1Gi' } }, ['kafka.resources.memory']],
    ['sizes that are none', { storage: '10GB', resources: { cpu: 'x' } }, ['kafka.storage', 'kafka.resources.cpu']],
    ['a user that is root, and a pool that is not there', { runAs: 0, nodePool: 'gpu' }, ['kafka.runAs', 'kafka.nodePool']],
  ])('refuses %s', (_what, wrong, paths) => {
    const problems = problemsOf(() => Kafka.from(exampleSystem(), 'x', { ...inCluster, ...wrong })).map((problem) => problem.split(':')[0]);
    expect([...new Set(problems)]).toEqual(expect.arrayContaining(paths));
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('Kafka by Strimzi', () => {
  it('is a cluster with KRaft whose writes survive the loss of a node', () => {
    const system = exampleSystem();
    const kafka = Kafka.from(system, 'x', { ...strimzi, storage: '102400Mi', priority: 'high' });
    expect(objectOf(system, 'Kafka').spec.kafka.config).toMatchObject({ 'default.replication.factor': 3, 'min.insync.replicas': 2 });
    const pool = objectOf(system, 'KafkaNodePool');
    expect(pool.metadata.labels['strimzi.io/cluster']).toBe('kafka');
    expect(pool.spec).toMatchObject({ replicas: 3, roles: ['broker', 'controller'], storage: { volumes: [{ class: 'fast', deleteClaim: false, kraftMetadata: 'shared', size: '100Gi' }] }, template: { pod: { priorityClassName: 'shop-staging-high' } } });
    expect(kafka.variables).toEqual({ KAFKA_BOOTSTRAP: 'kafka-kafka-bootstrap:9093', KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_CA_FILE: '/etc/kafka/ca.crt' });
    expect(kafka.files).toEqual([{ secret: 'kafka-cluster-ca-cert', directory: '/etc/kafka', items: { 'ca.crt': 'ca.crt' } }]);
  });

  it('is reached by the operator, by itself, and by the pods of its system alone', () => {
    const system = exampleSystem();
    Kafka.from(system, 'x', { ...strimzi, operator: { namespace: 'operators', labels: { app: 'strimzi' } } });
    expect(policyOf(system, 'operators-to-kafka-8443-ingress').spec.podSelector.matchLabels).toEqual({ 'strimzi.io/cluster': 'kafka', 'strimzi.io/name': 'kafka-kafka' });
    // A broker reads its keystore from the API before it starts.
    expect(policyOf(system, 'kafka-to-kubernetes-6443-egress').spec).toMatchObject({ podSelector: { matchLabels: { 'strimzi.io/cluster': 'kafka', 'strimzi.io/name': 'kafka-kafka' } }, egress: [{ ports: [{ port: 6443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '10.0.0.1/32' } }] }] });
    expect(objectOf(system, 'Kafka').spec.kafka.listeners[0].networkPolicyPeers).toEqual([{ podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'shop-staging' } } }]);
  });

  it.each<[string, Partial<StrimziKafkaProps>, string[]]>([
    ['a version that is none', { version: 'latest' }, ['kafka.version: "latest" is not a version of Kafka']],
    ['two nodes', { brokers: 2 }, ['kafka.brokers: two of them agree on nothing when one is gone']],
    ['a long name', { name: 'k'.repeat(31) }, [`${'k'.repeat(31)}.name: is too long for what the operator appends to it`]],
  ])('refuses %s', (_what, wrong, problems) => {
    expect(problemsOf(() => Kafka.from(exampleSystem(), 'x', { ...strimzi, ...wrong }))).toEqual(problems);
  });
});

describe('Kafka that is managed', () => {
  it.each<[string, ManagedKafkaProps, Record<string, unknown>]>([
    ['in the clear', { ...managed, tls: false }, { KAFKA_BOOTSTRAP: 'b-1.kafka.acme.example:9096,b-2.kafka.acme.example:9096', KAFKA_SECURITY_PROTOCOL: 'PLAINTEXT' }],
    ['over TLS', { ...managed, ca: 'chat/kafka#ca' }, { KAFKA_SECURITY_PROTOCOL: 'SSL', KAFKA_CA_FILE: '/etc/kafka/ca.crt' }],
    ['by name and password', confluent, { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'PLAIN', KAFKA_USERNAME: { secret: expect.stringMatching(/^kafka-/), key: 'user' }, KAFKA_PASSWORD: { secret: expect.stringMatching(/^kafka-/), key: 'password' } }],
    ['by identity', msk, { KAFKA_SECURITY_PROTOCOL: 'SASL_SSL', KAFKA_SASL_MECHANISM: 'AWS_MSK_IAM' }],
  ])('is told %s', (_what, props, variables) => {
    expect(Kafka.from(exampleSystem(), 'x', props).variables).toMatchObject(variables);
  });

  it('is reached at each of its ports, and with an identity where that is given out', () => {
    const { endpoints } = Kafka.from(exampleSystem(), 'x', { ...msk, bootstrap: ['b-1.kafka.acme.example:9198', 'b-2.kafka.acme.example:9098', 'b-3.kafka.acme.example:9098'] });
    expect(endpoints.map(({ port, peer }) => [port, 'cidrs' in peer ? peer.cidrs : []])).toEqual([
      [9098, ['10.30.80.0/20']],
      [9198, ['10.30.80.0/20']],
      [443, ['0.0.0.0/0']],
    ]);
  });

  it('fetches what it needs from either kind of secret store', () => {
    const system = exampleSystem({ target: { secretStore: { kind: 'ClusterSecretStore', name: 'aws', refreshInterval: '1h', provider: 'aws-secrets-manager', via: 'csi', parameters: {} } } });
    const kafka = Kafka.from(system, 'x', { ...confluent, ca: 'chat/kafka#ca' });
    expect(objectsOf(system).map(({ kind }) => kind)).toEqual(['SecretProviderClass', 'SecretProviderClass']);
    expect(kafka.files!.map(({ directory }) => directory)).toContain('/etc/kafka');
  });

  it.each<[string, Partial<ManagedKafkaProps>, string[]]>([
    ['no broker and no address', { bootstrap: [], cidrs: [] }, ['kafka.bootstrap: no broker, so nothing can be reached', 'kafka.cidrs: no addresses, so nothing can be reached']],
    ['a broker without a port', { bootstrap: ['kafka.acme.example'] }, ['kafka.bootstrap[0]: "kafka.acme.example" is not a host with its port']],
    ['a login in the clear', { ...msk, tls: false }, ['kafka.tls: whoever logs in would do so in the clear']],
    ['an authority of nothing', { tls: false, ca: 'chat/kafka#ca' }, ['kafka.ca: nothing is verified where nothing is encrypted']],
    ['a password in the clear', { login: { by: 'password', user: 'chat/kafka#key', password: 'correct horse' } }, ['kafka.login.password: is not a reference into the secret store']],
  ])('refuses %s', (_what, wrong, problems) => {
    expect(problemsOf(() => Kafka.from(exampleSystem(), 'x', { ...managed, ...wrong }))).toEqual(problems);
  });
});
