import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { connect } from './edge.ts';
import { type CnpgPostgresProps } from './postgres-cnpg.ts';
import { type InClusterPostgresProps } from './postgres-in-cluster.ts';
import { type ManagedPostgresProps } from './postgres-managed.ts';
import { Postgres, type PostgresProps } from './postgres.ts';
import { Probe } from './probe.ts';
import { type Rendered, exampleDigest, exampleSystem, objectOf, objectsOf, policyOf, withoutHash } from './test-support.ts';
import { Worker } from './worker.ts';

const image = `ghcr.io/acme/postgres:17.5@${exampleDigest('d')}`;

const inCluster: InClusterPostgresProps = { form: 'in-cluster', image, password: 'shop/postgres#password', storage: '5Gi' };
const cnpg: CnpgPostgresProps = { form: 'cnpg', image, instances: 3, storage: '100Gi' };
const managed: ManagedPostgresProps = {
  form: 'managed',
  endpoint: 'db.acme.example:6432',
  cidrs: ['10.20.0.0/24'],
  database: 'shop',
  user: 'shop-app',
  password: 'shop/postgres#password',
};
const toStore = {
  to: 'object-store',
  schedule: '0 2 * * *',
  keep: '30d',
  destination: 's3://acme-backups/shop',
  credentials: { accessKeyId: 'shop/backup#id', secretAccessKey: 'shop/backup#key' },
} as const;

const forms: [string, PostgresProps][] = [
  ['in-cluster', inCluster],
  ['cnpg', { ...cnpg, backup: toStore }],
  ['managed', { ...managed, ca: 'shop/postgres#ca' }],
];

describe.each(forms)('Postgres %s', (_form, props) => {
  it('is a dependency called postgres, with one URL and one port', () => {
    const dependency = Postgres.from(exampleSystem(), 'x', props);
    expect(dependency.name).toBe('postgres');
    expect(dependency.variables).toEqual({ DATABASE_URL: { secret: expect.stringMatching(/^postgres-/), key: expect.any(String) } });
    expect(dependency.endpoints).toHaveLength(1);
  });

  it('gives a program the variables it asks for, under its own names', () => {
    const { variables } = Postgres.from(exampleSystem(), 'x', {
      ...props,
      variables: { host: 'PGHOST', port: 'PGPORT', database: 'PGDATABASE', user: 'PGUSER', password: 'PGPASSWORD', sslMode: 'PGSSLMODE' },
    });
    expect(Object.keys(variables)).toEqual(['PGHOST', 'PGPORT', 'PGDATABASE', 'PGUSER', 'PGPASSWORD', 'PGSSLMODE']);
    expect(variables['PGPASSWORD']).toHaveProperty('secret');
  });

  it('goes by another name in all its objects', () => {
    const system = exampleSystem();
    const dependency = Postgres.from(system, 'x', { ...props, name: 'ledger' });
    expect(dependency.name).toBe('ledger');
    for (const { kind, metadata } of objectsOf(system)) expect(`${kind} ${metadata.name}`).toContain('ledger');
  });

  it('makes the same objects wherever it stands in the tree', () => {
    const [here, there] = [exampleSystem(), exampleSystem()];
    Postgres.from(here, 'x', props);
    Postgres.from(new Construct(new Construct(there, 'a'), 'b'), 'y', props);
    const sorted = (system: Construct): string[] => objectsOf(system).map((object) => JSON.stringify(object)).sort();
    expect(sorted(there)).toEqual(sorted(here));
  });

  it.each<[string, object, string]>([
    ['a name that is none', { name: 'Postgres' }, 'Postgres.name'],
    ['a variable that is none', { variables: { url: 'DATABASE-URL' } }, 'postgres.variables.url'],
    ['one variable for two parts', { variables: { url: 'A', host: 'A' } }, 'postgres.variables.host'],
  ])('refuses %s', (_what, wrong, path) => {
    expect(() => Postgres.from(exampleSystem(), 'x', { ...props, ...wrong })).toThrow(expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ path })]) }));
  });
});

describe('Postgres in the cluster', () => {
  it('is a StatefulSet that neither git nor a deleted Application removes, with what it needs before it', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', inCluster);
    expect(objectsOf(system).map(({ kind, metadata }) => [kind, metadata.annotations['argocd.argoproj.io/sync-wave']])).toEqual([
      ['ExternalSecret', '-4'],
      ['ServiceAccount', '-4'],
      ['Service', '-3'],
      ['StatefulSet', '-3'],
      ['PodDisruptionBudget', '0'],
      ['PrometheusRule', '0'],
    ]);
    expect(objectOf(system, 'StatefulSet').metadata.annotations['argocd.argoproj.io/sync-options']).toBe('Prune=false,Delete=false');
  });

  it('keeps its data on a volume of its own, wherever the image would put it', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...inCluster, storage: '5120Mi' });
    const { spec } = objectOf(system, 'StatefulSet');
    expect(spec.volumeClaimTemplates).toEqual([
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '5Gi' } }, storageClassName: 'fast', volumeMode: 'Filesystem' },
      },
    ]);
    const [container] = spec.template.spec.containers;
    expect(container.volumeMounts).toContainEqual({ mountPath: '/data', name: 'data' });
    expect(container.env).toContainEqual({ name: 'PGDATA', value: '/data/pgdata' });
    expect(spec.persistentVolumeClaimRetentionPolicy).toEqual({ whenDeleted: 'Retain', whenScaled: 'Retain' });
  });

  it('is found through a headless Service of its name', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', inCluster);
    expect(objectOf(system, 'StatefulSet').spec.serviceName).toBe('postgres');
    expect(objectOf(system, 'Service').spec).toEqual({
      clusterIP: 'None',
      ports: [{ name: 'postgres', port: 5432, protocol: 'TCP', targetPort: 'postgres' }],
      selector: system.selector('postgres'),
      type: 'ClusterIP',
    });
  });

  it("runs as the image's own user, restricted, without an API token", () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...inCluster, runAs: 70 });
    const { spec } = objectOf(system, 'StatefulSet').spec.template;
    expect(spec.securityContext).toEqual({ fsGroup: 70, fsGroupChangePolicy: 'OnRootMismatch', runAsGroup: 70, runAsNonRoot: true, runAsUser: 70, seccompProfile: { type: 'RuntimeDefault' } });
    expect(spec.automountServiceAccountToken).toBe(false);
    expect(spec.containers[0].securityContext).toMatchObject({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true });
  });

  it('is asked over TCP whether it is ready, and restarted only when nothing listens', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', inCluster);
    const [container] = objectOf(system, 'StatefulSet').spec.template.spec.containers;
    expect(container.readinessProbe.exec.command).toEqual(['pg_isready', '--host=127.0.0.1', '--dbname=shop', '--username=shop', '--quiet']);
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 'postgres' });
  });

  it('takes its password from the secret store, and puts it into the URL escaped', () => {
    const system = exampleSystem({ name: 'cap-kraken' });
    const { variables } = Postgres.from(system, 'x', inCluster);
    const { metadata, spec } = objectOf(system, 'ExternalSecret');
    expect(spec.target.template.data).toEqual({ url: 'postgresql://cap_kraken:{{ .password | urlquery | replace "+" "%20" }}@postgres:5432/cap_kraken' });
    expect(variables['DATABASE_URL']).toEqual({ secret: metadata.name, key: 'url' });
    expect(objectOf(system, 'StatefulSet').spec.template.spec.containers[0].env).toContainEqual({
      name: 'POSTGRES_PASSWORD',
      valueFrom: { secretKeyRef: { key: 'password', name: metadata.name } },
    });
  });

  it.each<[string, Partial<InClusterPostgresProps>, string[]]>([
    ['an image by tag', { image: 'postgres:17' }, ['postgres.image']],
    ['a size that is none', { storage: '5GB' }, ['postgres.storage']],
    ['names that SQL must quote', { database: 'My DB', user: '1' }, ['postgres.database', 'postgres.user']],
    ['a password in the clear', { password: 'correct horse battery' }, ['postgres.password']],
    ['a user that is root', { runAs: 0 }, ['postgres.runAs']],
    ['a node pool that the target lacks', { nodePool: 'gpu' }, ['postgres.nodePool']],
    ['all of that, and says it at once', { image: 'postgres:17', storage: '5GB', runAs: 0, resources: { cpu: 'x' }, nodePool: 'gpu' }, ['postgres.image', 'postgres.storage', 'postgres.runAs', 'postgres.resources.cpu', 'postgres.nodePool']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => Postgres.from(exampleSystem(), 'x', { ...inCluster, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe('Postgres by CloudNativePG', () => {
  it('takes a priority class of the system, so that no pod of it pushes the database out', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, priority: 'high' });
    expect(objectOf(system, 'Cluster').spec.priorityClassName).toBe('shop-staging-high');
    expect(() => Postgres.from(exampleSystem(), 'x', { ...cnpg, priority: 'high', priorityClass: 'x' })).toThrow(/postgres\.priority/);
  });

  it('is a Cluster over zones and nodes that survives the loss of a server without losing a commit', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, nodePool: 'compute', parameters: { max_connections: '200' }, walStorage: '10Gi', priorityClass: 'high' });
    const { metadata, spec } = objectOf(system, 'Cluster');
    expect(metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-3', 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' });
    expect(spec).toEqual({
      affinity: {
        enablePodAntiAffinity: true,
        nodeSelector: { 'node.acme.example/pool': 'compute' },
        podAntiAffinityType: 'preferred',
        tolerations: [{ effect: 'NoSchedule', key: 'node.acme.example/pool', operator: 'Equal', value: 'compute' }],
        topologyKey: 'kubernetes.io/hostname',
      },
      bootstrap: { initdb: { dataChecksums: true, database: 'shop', owner: 'shop' } },
      enablePDB: true,
      enableSuperuserAccess: false,
      imageName: image,
      instances: 3,
      postgresql: { parameters: { max_connections: '200' }, synchronous: { dataDurability: 'preferred', method: 'any', number: 1 } },
      primaryUpdateMethod: 'switchover',
      primaryUpdateStrategy: 'unsupervised',
      priorityClassName: 'high',
      resources: { limits: { cpu: '1', 'ephemeral-storage': '2Gi', memory: '1Gi' }, requests: { cpu: '500m', 'ephemeral-storage': '2Gi', memory: '1Gi' } },
      storage: { size: '100Gi', storageClass: 'fast' },
      topologySpreadConstraints: [
        {
          labelSelector: { matchLabels: { 'cnpg.io/cluster': 'postgres' } },
          maxSkew: 1,
          nodeTaintsPolicy: 'Honor',
          topologyKey: 'topology.kubernetes.io/zone',
          whenUnsatisfiable: 'ScheduleAnyway',
        },
      ],
      walStorage: { size: '10Gi', storageClass: 'fast' },
    });
  });

  it('has no budget with one instance, which would hold up drains for ever, and nobody to wait for', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, instances: 1 });
    const { spec } = objectOf(system, 'Cluster');
    expect(spec).toMatchObject({ enablePDB: false, primaryUpdateMethod: 'restart' });
    expect(spec).not.toHaveProperty('postgresql');
    expect(spec).not.toHaveProperty('topologySpreadConstraints');
  });

  it.each([
    ['none', undefined],
    ['istio', { labels: { 'sidecar.istio.io/inject': 'false' } }],
    ['linkerd', { annotations: { 'linkerd.io/inject': 'disabled' } }],
  ] as const)('stays out of the mesh: %s', (mesh, expected) => {
    const system = exampleSystem({ target: { mesh } });
    Postgres.from(system, 'x', cnpg);
    expect(objectOf(system, 'Cluster').spec.inheritedMetadata).toEqual(expected);
  });

  it("gives programs the Secret of the operator and the pods' port", () => {
    const system = exampleSystem();
    const postgres = Postgres.from(system, 'x', cnpg);
    expect(postgres.variables).toEqual({ DATABASE_URL: { secret: 'postgres-app', key: 'uri' } });
    connect(system, 'web', postgres);
    expect(policyOf(system, 'web-to-postgres-5432-ingress').spec.podSelector).toEqual({ matchLabels: { 'cnpg.io/cluster': 'postgres' } });
  });

  it('opens what the instances need under a default deny, and nothing else', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, backup: toStore });
    const policies = objectsOf(system).filter(({ kind }) => kind === 'NetworkPolicy');
    expect(policies.map(({ metadata }) => withoutHash(metadata.name)).sort()).toEqual([
      'cnpg-system-to-postgres-5432-ingress',
      'cnpg-system-to-postgres-8000-ingress',
      'postgres-to-kubernetes-6443-egress',
      'postgres-to-object-store-443-egress',
      'postgres-to-postgres-5432-egress',
      'postgres-to-postgres-5432-ingress',
      'postgres-to-postgres-8000-egress',
      'postgres-to-postgres-8000-ingress',
      'prometheus-to-postgres-9187-ingress',
    ]);
    for (const { spec } of policies) expect(spec.podSelector).toEqual({ matchLabels: { 'cnpg.io/cluster': 'postgres' } });
    expect(policyOf(system, 'postgres-to-kubernetes-6443-egress').spec.egress[0].to).toEqual([{ ipBlock: { cidr: '10.0.0.1/32' } }]);
  });

  it('is watched where the target has monitoring, and only there', () => {
    const [with_, without] = [exampleSystem(), exampleSystem({ target: { monitoring: undefined } })];
    for (const system of [with_, without]) Postgres.from(system, 'x', cnpg);
    expect(objectOf(with_, 'PodMonitor').spec).toEqual({
      podMetricsEndpoints: [{ interval: '30s', path: '/metrics', port: 'metrics', scheme: 'http' }],
      selector: { matchLabels: { 'cnpg.io/cluster': 'postgres' } },
    });
    expect(objectsOf(without).map(({ kind, metadata }) => `${kind} ${metadata.name}`).filter((name) => /Monitor|prometheus/.test(name))).toEqual([]);
  });

  it('archives its log and base backups in an object store, by keys from the secret store', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, backup: { ...toStore, endpoint: 'https://objects.acme.example:9000', cidrs: ['10.30.0.0/16'] } });
    const secret = objectOf(system, 'ExternalSecret').metadata.name;
    expect(secret).toMatch(/^postgres-backup-/);
    const store = objectOf(system, 'ObjectStore');
    expect(store.metadata.annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-4' });
    expect(store.spec).toMatchObject({
      configuration: {
        destinationPath: 's3://acme-backups/shop',
        endpointURL: 'https://objects.acme.example:9000',
        s3Credentials: { accessKeyId: { key: 'accessKeyId', name: secret }, secretAccessKey: { key: 'secretAccessKey', name: secret } },
      },
      retentionPolicy: '30d',
    });
    expect(objectOf(system, 'Cluster').spec.plugins).toEqual([
      { enabled: true, isWALArchiver: true, name: 'barman-cloud.cloudnative-pg.io', parameters: { barmanObjectName: 'postgres' } },
    ]);
    expect(objectOf(system, 'ScheduledBackup').spec).toEqual({
      backupOwnerReference: 'self',
      cluster: { name: 'postgres' },
      immediate: true,
      method: 'plugin',
      pluginConfiguration: { name: 'barman-cloud.cloudnative-pg.io' },
      schedule: '0 0 2 * * *',
      target: 'prefer-standby',
    });
    expect(policyOf(system, 'postgres-to-object-store-9000-egress').spec.egress[0].to).toEqual([{ ipBlock: { cidr: '10.30.0.0/16' } }]);
  });

  it('logs in to the object store by the identity of its pods, where that is asked for', () => {
    const system = exampleSystem();
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::000000000000:role/shop-backup' };
    Postgres.from(system, 'x', { ...cnpg, backup: { ...toStore, credentials: { serviceAccountAnnotations: annotations } } });
    expect(objectOf(system, 'ObjectStore').spec.configuration.s3Credentials).toEqual({ inheritFromIAMRole: true });
    expect(objectOf(system, 'Cluster').spec.serviceAccountTemplate).toEqual({ metadata: { annotations } });
    expect(objectsOf(system).some(({ kind }) => kind === 'ExternalSecret')).toBe(false);
  });

  it('snapshots the volume of a stopped standby', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...cnpg, backup: { to: 'volume-snapshot', schedule: '@daily' } });
    expect(objectOf(system, 'Cluster').spec.backup).toEqual({ volumeSnapshot: { className: 'fast-snapshots', online: false, snapshotOwnerReference: 'none' } });
    expect(objectOf(system, 'ScheduledBackup').spec).toMatchObject({ method: 'volumeSnapshot', schedule: '0 0 0 * * *' });
  });

  it.each<[string, Partial<CnpgPostgresProps>, string[]]>([
    ['an image by tag', { image: 'ghcr.io/cloudnative-pg/postgresql:17' }, ['postgres.image']],
    ['no instance', { instances: 0 }, ['postgres.instances']],
    ['sizes that are none', { storage: 'big', walStorage: '1 Gi' }, ['postgres.storage', 'postgres.walStorage']],
    ['a node pool that the target lacks', { nodePool: 'gpu' }, ['postgres.nodePool']],
    ['a schedule with seconds', { backup: { ...toStore, schedule: '0 0 2 * * *' } }, ['postgres.backup.schedule']],
    ['a place that is no bucket', { backup: { ...toStore, destination: '/backups' } }, ['postgres.backup.destination']],
    ['a time that is none', { backup: { ...toStore, keep: '30 days' } }, ['postgres.backup.keep']],
    ['an unencrypted store', { backup: { ...toStore, endpoint: 'http://minio:9000' } }, ['postgres.backup.endpoint']],
    ['no way to the store', { backup: { ...toStore, cidrs: [] } }, ['postgres.backup.cidrs']],
    ['a snapshot of the only instance', { instances: 1, backup: { to: 'volume-snapshot', schedule: '@daily' } }, ['postgres.backup.to']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => Postgres.from(exampleSystem(), 'x', { ...cnpg, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });

  it('refuses snapshots where the target has no class for them', () => {
    const system = exampleSystem({ target: { storage: {} } });
    expect(() => Postgres.from(system, 'x', { ...cnpg, backup: { to: 'volume-snapshot', schedule: '@daily' } })).toThrow(/no snapshot class/);
  });
});

describe('Postgres that is managed', () => {
  it('is one ExternalSecret, whose URL proves whose server answers', () => {
    const system = exampleSystem();
    const postgres = Postgres.from(system, 'x', { ...managed, user: { from: 'shop/postgres#user' }, urlParameters: { connect_timeout: '10' } });
    expect(objectsOf(system).map(({ kind }) => kind)).toEqual(['ExternalSecret']);
    expect(objectOf(system, 'ExternalSecret').spec.target.template.data).toEqual({
      url: 'postgresql://{{ .user | urlquery | replace "+" "%20" }}:{{ .password | urlquery | replace "+" "%20" }}@db.acme.example:6432/shop?connect_timeout=10&sslmode=verify-full',
    });
    expect(postgres.endpoints).toEqual([{ port: 6432, protocol: 'TCP', peer: { cidrs: ['10.20.0.0/24'] } }]);
  });

  it('brings the certificate of its authority as a file, where there is one', () => {
    const system = exampleSystem();
    const postgres = Postgres.from(system, 'x', { ...managed, ca: 'shop/postgres#ca' });
    const { metadata, spec } = objectOf(system, 'ExternalSecret');
    expect(spec.target.template.data.url).toContain('?sslmode=verify-full&sslrootcert=%2Fetc%2Fpostgres%2Fca.crt');
    expect(postgres.files).toEqual([{ secret: metadata.name, directory: '/etc/postgres', items: { 'ca.crt': 'ca.crt' } }]);
  });

  const tls = {
    ...managed,
    ca: 'trading/db#ca',
    client: { certificate: 'trading/db#certificate', key: 'trading/db#key' },
    tlsFiles: { directory: '/etc/tradepulse/db', ca: 'ca.pem', certificate: 'client.pem', key: 'client-key.pem' },
    variables: { host: 'PROD_DB_HOST', password: 'PROD_DB_PASSWORD', sslMode: 'PROD_DB_SSLMODE', caFile: 'PROD_DB_CA_FILE', certificateFile: 'PROD_DB_CERT_FILE', keyFile: 'PROD_DB_KEY_FILE' },
  } satisfies ManagedPostgresProps;

  it('shows a certificate of its own, from files that the pod\'s group alone may read, under the names that the program expects', () => {
    const system = exampleSystem();
    const postgres = Postgres.from(system, 'x', tls);
    expect(postgres.variables).toMatchObject({
      PROD_DB_CA_FILE: '/etc/tradepulse/db/ca.pem',
      PROD_DB_CERT_FILE: '/etc/tradepulse/db/client.pem',
      PROD_DB_KEY_FILE: '/etc/tradepulse/db/client-key.pem',
      PROD_DB_SSLMODE: 'verify-full',
    });
    expect(postgres.files).toEqual([
      { secret: objectOf(system, 'ExternalSecret').metadata.name, directory: '/etc/tradepulse/db', items: { 'ca.pem': 'ca.pem', 'client-key.pem': 'client-key.pem', 'client.pem': 'client.pem' } },
    ]);
    new Worker(system, 'app', { name: 'app', image: system.image('app'), live: Probe.exec(['true']), uses: [postgres] });
    const { spec } = objectOf(system, 'Deployment').spec.template;
    expect(spec.volumes.find(({ name }: Rendered) => name === 'postgres-files').secret.defaultMode).toBe(0o440);
    expect(spec.containers[0].volumeMounts).toContainEqual({ mountPath: '/etc/tradepulse/db', name: 'postgres-files', readOnly: true });
    expect(spec.securityContext.fsGroup).toBeGreaterThan(0);
  });

  it('names its files in the URL, where a program reads that', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...tls, variables: { url: 'DATABASE_URL' } });
    expect(objectOf(system, 'ExternalSecret').spec.target.template.data.url).toContain('?sslcert=%2Fetc%2Ftradepulse%2Fdb%2Fclient.pem&sslkey=%2Fetc%2Ftradepulse%2Fdb%2Fclient-key.pem&sslmode=verify-full&sslrootcert=%2Fetc%2Ftradepulse%2Fdb%2Fca.pem');
  });

  it('comes by a CSI volume as well, the key still for the group alone; only the URL cannot', () => {
    const system = exampleSystem({ target: { secretStore: { kind: 'SecretStore', name: 'gcp', refreshInterval: '1h', provider: 'gcp-secret-manager', via: 'csi', parameters: { projectId: 'acme-trading' } } } });
    const postgres = Postgres.from(system, 'x', tls);
    const { name } = objectOf(system, 'SecretProviderClass').metadata;
    expect(postgres.files).toEqual([
      { secret: name, volume: 'csi', directory: '/mnt/secrets-store/postgres', items: {} },
      { secret: name, directory: '/etc/tradepulse/db', items: { 'ca.pem': 'ca.pem', 'client-key.pem': 'client-key.pem', 'client.pem': 'client.pem' } },
    ]);
    expect(() => Postgres.from(system, 'y', { ...tls, name: 'other', variables: { url: 'DATABASE_URL' } })).toThrow(/"url" is put together from other values, and a CSI volume brings them as they are/);
  });

  it('gets new secrets, and so new pods, with another rotation', () => {
    const names = ['2026-10', '2026-11'].map((rotation) => {
      const system = exampleSystem();
      Postgres.from(system, 'x', { ...tls, rotation });
      return objectOf(system, 'ExternalSecret').metadata.name;
    });
    expect(names[0]).not.toBe(names[1]);
  });

  it('escapes names, so that none can add to the URL or to the template', () => {
    const system = exampleSystem();
    Postgres.from(system, 'x', { ...managed, user: 'a@b:{{c}}', database: 'shop?sslmode=disable' });
    expect(objectOf(system, 'ExternalSecret').spec.target.template.data.url).toMatch(/^postgresql:\/\/a%40b%3A%7B%7Bc%7D%7D:\{\{[^}]*\}\}@db\.acme\.example:6432\/shop%3Fsslmode%3Ddisable\?sslmode=verify-full$/);
  });

  it.each<[string, Partial<ManagedPostgresProps>, string[]]>([
    ...['disable', 'allow', 'prefer', 'require', 'verify-ca'].map((sslMode): [string, Partial<ManagedPostgresProps>, string[]] => [`a weaker proof: ${sslMode}`, { sslMode }, ['postgres.sslMode']]),
    ['a client\'s certificate by another door', { client: { certificate: 'a#b', key: 'a#c' }, urlParameters: { sslcert: '/x' } }, ['postgres.urlParameters.sslcert']],
    ['files of one name', { tlsFiles: { ca: 'a.pem', key: 'a.pem' } }, ['postgres.tlsFiles']],
    ['a file that hides another value', { tlsFiles: { ca: 'password' } }, ['postgres.tlsFiles.ca']],
    ['variables for files that there are not', { variables: { url: 'URL', caFile: 'CA', keyFile: 'KEY' } }, ['postgres.variables.caFile', 'postgres.variables.keyFile']],
    ['a weaker proof by another door', { urlParameters: { sslmode: 'prefer', SSL: 'false' } }, ['postgres.urlParameters.sslmode', 'postgres.urlParameters.SSL']],
    ['variables that carry no proof at all', { variables: { host: 'PGHOST' } }, ['postgres.variables']],
    ['an endpoint without a port', { endpoint: 'db.acme.example' }, ['postgres.endpoint']],
    ['no addresses', { cidrs: [] }, ['postgres.cidrs']],
    ['references that are none', { password: 'a b', ca: '' }, ['postgres.password', 'postgres.ca']],
  ])('refuses %s', (_what, wrong, paths) => {
    expect(() => Postgres.from(exampleSystem(), 'x', { ...managed, ...wrong })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

it('Postgres in the cluster takes a priority class of the system', () => {
  const system = exampleSystem();
  Postgres.from(system, 'x', { ...inCluster, priority: 'high' });
  expect(objectOf(system, 'StatefulSet').spec.template.spec.priorityClassName).toBe('shop-staging-high');
});
