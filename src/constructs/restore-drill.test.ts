import { describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { Foundation } from './foundation.ts';
import { type CnpgPostgresProps } from './postgres-cnpg.ts';
import { Postgres, type PostgresProps } from './postgres.ts';
import { RestoreDrill, type RestoreDrillProps } from './restore-drill.ts';
import { type ExampleOverrides, type Rendered, exampleDigest, exampleSystem, objectOf, objectsOf, policyOf, problemsOf } from './test-support.ts';

const image = `ghcr.io/acme/postgres:17.5@${exampleDigest('d')}`;
const backup = {
  to: 'object-store',
  schedule: '0 2 * * *',
  keep: '30d',
  destination: 's3://acme-backups/shop',
  credentials: { accessKeyId: 'shop/backup#id', secretAccessKey: 'shop/backup#key' },
} as const;
const cnpg: CnpgPostgresProps = { form: 'cnpg', image, instances: 3, storage: '102400Mi', backup };

function build(props: Partial<RestoreDrillProps> = {}, overrides: ExampleOverrides = {}) {
  const system = exampleSystem(overrides);
  new Foundation(system, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30, storage: '1Ti' } });
  const { postgres = cnpg } = props;
  Postgres.from(system, 'postgres', postgres);
  new RestoreDrill(system, 'any id', { schedule: '0 4 * * 0', postgres, ...props });
  return system;
}

const podOf = (system: ReturnType<typeof build>): Rendered => objectOf(system, 'CronJob').spec.jobTemplate.spec.template.spec;
const stepOf = (system: ReturnType<typeof build>, name: string): Rendered => [...podOf(system).initContainers, ...podOf(system).containers].find((each) => each.name === name);
const envOf = (container: Rendered): Record<string, unknown> => Object.fromEntries(container.env.map(({ name, value, valueFrom }: Rendered) => [name, value ?? valueFrom]));
const scratchOf = (system: ReturnType<typeof build>): Rendered => JSON.parse(envOf(stepOf(system, 'restore'))['DRILL_CLUSTER'] as string);

describe('a restore drill', () => {
  it('restores, asks and removes in one pod, step by step', () => {
    const pod = podOf(build());
    expect([pod.initContainers, pod.containers].map((list) => list.map(({ name }: Rendered) => name))).toEqual([['restore', 'check'], ['finish']]);
    expect(pod).toMatchObject({ automountServiceAccountToken: false, restartPolicy: 'Never', serviceAccountName: 'restore-drill' });
  });

  it('has time for every step, and is told of when a week went by without a success', () => {
    const system = build({ restoreWithinSeconds: 7200 });
    expect(objectOf(system, 'CronJob').spec.jobTemplate.spec.activeDeadlineSeconds).toBe(7200 + 180 + 600 + 600);
    const [alert] = objectOf(system, 'PrometheusRule', 'restore-drill').spec.groups[0].rules;
    expect(alert.expr).toMatch(new RegExp(`> ${7 * 86_400 + 600 + 8580}$`));
    expect(alert.annotations.summary).toBe('no backup of postgres has been restored and checked for longer than the schedule of restore-drill allows');
  });

  it('makes a scratch cluster of one server from the object store, which archives nothing', () => {
    expect(scratchOf(build({ postgres: { ...cnpg, nodePool: 'compute', parameters: { max_connections: '300' }, walStorage: '10Gi', user: 'owner' } }))).toEqual({
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'postgres-scratch', labels: expect.objectContaining({ 'app.kubernetes.io/component': 'restore-drill', 'app.kubernetes.io/instance': 'shop-staging' }) },
      spec: {
        affinity: { nodeSelector: { 'node.acme.example/pool': 'compute' }, tolerations: [{ effect: 'NoSchedule', key: 'node.acme.example/pool', operator: 'Equal', value: 'compute' }] },
        bootstrap: { recovery: { database: 'shop', owner: 'owner', secret: { name: 'postgres-app' }, source: 'postgres' } },
        enablePDB: false,
        enableSuperuserAccess: false,
        externalClusters: [{ name: 'postgres', plugin: { enabled: true, isWALArchiver: false, name: 'barman-cloud.cloudnative-pg.io', parameters: { barmanObjectName: 'postgres', serverName: 'postgres' } } }],
        imageName: image,
        instances: 1,
        postgresql: { parameters: { max_connections: '300' } },
        resources: { limits: { cpu: '1', 'ephemeral-storage': '2Gi', memory: '1Gi' }, requests: { cpu: '250m', 'ephemeral-storage': '2Gi', memory: '1Gi' } },
        storage: { size: '100Gi', storageClass: 'fast' },
        walStorage: { size: '10Gi', storageClass: 'fast' },
      },
    });
  });

  it('says how much room it needs, which the quota must have', () => {
    const sizes = { ...cnpg, walStorage: '10Gi' };
    expect(objectOf(build({ postgres: sizes }), 'CronJob').metadata.annotations['slipway.dev/scratch-volumes']).toBe('100Gi,10Gi');
    const tight = exampleSystem();
    new Foundation(tight, 'foundation', { quota: { requests: { cpu: '8', memory: '16Gi' }, pods: 30, storage: '400Gi', volumeClaims: 7 } });
    Postgres.from(tight, 'postgres', sizes);
    new RestoreDrill(tight, 'drill', { schedule: '0 4 * * 0', postgres: sizes });
    expect(checkManifests(collectManifests(tight)).map(({ rule, message }) => `${rule}: ${message}`)).toEqual([
      'quota-fits-workloads: the workloads need 8 volume claims and the quota allows 7: 8 for CronJob restore-drill and Cluster postgres at their least',
      'quota-fits-workloads: the workloads need 440Gi of storage and the quota allows 400Gi: 440Gi for CronJob restore-drill and Cluster postgres at their least',
    ]);
  });

  it('gives the scratch cluster the identity in the cloud that the backup is read by', () => {
    const annotations = { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::123456789012:role/backup' };
    const spec = scratchOf(build({ postgres: { ...cnpg, backup: { ...backup, credentials: { serviceAccountAnnotations: annotations } } } })).spec;
    expect(spec.serviceAccountTemplate).toEqual({ metadata: { annotations } });
  });

  it('may make clusters, and read and delete the scratch cluster alone', () => {
    const system = build();
    expect(objectOf(system, 'Role').rules).toEqual([
      { apiGroups: ['postgresql.cnpg.io'], resources: ['clusters'], verbs: ['create'] },
      { apiGroups: ['postgresql.cnpg.io'], resourceNames: ['postgres-scratch'], resources: ['clusters'], verbs: ['delete', 'get'] },
    ]);
    const { metadata, roleRef, subjects } = objectOf(system, 'RoleBinding');
    expect({ wave: metadata.annotations['argocd.argoproj.io/sync-wave'], roleRef, subjects }).toEqual({
      wave: '-4',
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'restore-drill' },
      subjects: [{ kind: 'ServiceAccount', name: 'restore-drill', namespace: 'shop-staging' }],
    });
  });

  it('shows its token to the steps that ask the API, and the password to the one that asks the database', () => {
    const system = build();
    const mounted = (name: string): string[] => stepOf(system, name).volumeMounts.map(({ mountPath }: Rendered) => mountPath);
    const API = '/var/run/secrets/kubernetes.io/serviceaccount';
    expect([mounted('restore'), mounted('check'), mounted('finish')]).toEqual([['/tmp', API], ['/tmp'], ['/tmp', API]]);
    expect(podOf(system).volumes[0].projected.sources[0]).toEqual({ serviceAccountToken: { expirationSeconds: 3600, path: 'token' } });
    expect(envOf(stepOf(system, 'check'))).toMatchObject({ PGHOST: 'postgres-scratch-rw', PGDATABASE: 'shop', PGPASSWORD: { secretKeyRef: { name: 'postgres-app', key: 'password' } }, PGSSLMODE: 'require' });
    for (const step of ['restore', 'finish']) expect(Object.keys(envOf(stepOf(system, step))).filter((name) => name.startsWith('PG'))).toEqual([]);
  });

  it('asks what it is given, word for word, and otherwise whether there is a table', () => {
    expect(stepOf(build({ checks: ['select $$a$$ = $(B)', 'select true'] }), 'check').args).toEqual(['select $$$a$$$ = $$(B)', 'select true']);
    expect(stepOf(build(), 'check').args).toEqual([expect.stringContaining('information_schema.tables')]);
  });

  it('opens what the scratch cluster needs, and nothing from the system to it', () => {
    const system = build();
    const edges = objectsOf(system).filter(({ kind, metadata }) => kind === 'NetworkPolicy' && /scratch|restore-drill/.test(metadata.name)).map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{10}$/, '') as string);
    expect(edges.sort((a, b) => (a < b ? -1 : 1))).toEqual([
      'cnpg-system-to-postgres-scratch-5432-ingress',
      'cnpg-system-to-postgres-scratch-8000-ingress',
      'postgres-scratch-to-kubernetes-6443-egress',
      'postgres-scratch-to-object-store-443-egress',
      'postgres-scratch-to-postgres-scratch-5432-egress',
      'postgres-scratch-to-postgres-scratch-5432-ingress',
      'postgres-scratch-to-postgres-scratch-8000-egress',
      'postgres-scratch-to-postgres-scratch-8000-ingress',
      'restore-drill-to-kubernetes-6443-egress',
      'restore-drill-to-postgres-scratch-5432-egress',
      'restore-drill-to-postgres-scratch-5432-ingress',
    ]);
    expect(policyOf(system, 'restore-drill-to-kubernetes-6443-egress').spec.egress).toEqual([{ ports: [{ port: 6443, protocol: 'TCP' }], to: [{ ipBlock: { cidr: '10.0.0.1/32' } }] }]);
    expect(policyOf(system, 'restore-drill-to-postgres-scratch-5432-ingress').spec.podSelector).toEqual({ matchLabels: { 'cnpg.io/cluster': 'postgres-scratch' } });
  });

  it.each<[string, PostgresProps, string]>([
    ['managed', { form: 'managed', endpoint: 'db.acme.example:5432', cidrs: ['10.20.0.0/24'], database: 'shop', user: 'shop', password: 'shop/db#password' }, 'whoever runs a managed database keeps its backups, and no manifest can restore them'],
    ['of one pod', { form: 'in-cluster', image, password: 'shop/db#password', storage: '1Gi' }, 'a database of one pod has no backup to restore'],
    ['without a backup', { form: 'cnpg', image, instances: 1, storage: '1Gi' }, 'the cluster has no backup to restore'],
    ['backed up by snapshots', { ...cnpg, backup: { to: 'volume-snapshot', schedule: '0 2 * * *' } }, 'a volume snapshot is restored by its name, which the drill cannot know'],
  ])('is refused for a database that is %s, and says what is possible', (_what, postgres, message) => {
    expect(problemsOf(() => build({ postgres }))).toEqual([`restore-drill.postgres: ${message}`]);
  });

  it.each<[string, Partial<RestoreDrillProps>, string[]]>([
    ['no check', { checks: [] }, ['restore-drill.checks: nothing is asked, so nothing is proven']],
    ['an empty check', { checks: [' '] }, ['restore-drill.checks[0]: is no query']],
    ['no time, no schedule and no size', { restoreWithinSeconds: 1, schedule: 'x', resources: { memory: 'much' } }, ['restore-drill.restoreWithinSeconds: 1 is out of range', expect.stringContaining('restore-drill.resources.memory') as unknown as string, expect.stringContaining('restore-drill.schedule') as unknown as string]],
  ])('is checked: %s', (_what, props, problems) => {
    expect(problemsOf(() => build(props))).toEqual(problems);
  });
});

describe.each<[string, ExampleOverrides['target'], Partial<CnpgPostgresProps>]>([
  ['no mesh', {}, {}],
  ['Istio', { mesh: 'istio' }, {}],
  ['Istio with native sidecars', { mesh: 'istio', nativeSidecars: true }, {}],
  ['Linkerd with native sidecars', { mesh: 'linkerd', nativeSidecars: true }, {}],
  ['Secrets Store CSI and the identity of the cloud', {}, { backup: { ...backup, credentials: { serviceAccountAnnotations: { 'acme.example/role': 'backup' } } } }],
  ['another name and a pool of its own', { storage: {} }, { name: 'ledger', nodePool: 'compute' }],
  ['no monitoring', { monitoring: undefined }, {}],
])('with %s', (_what, target, postgres) => {
  it('a restore drill holds every rule, and its scratch cluster is one that the API server takes', () => {
    const system = build({ postgres: { ...cnpg, ...postgres } }, { target: target ?? {} });
    const objects = collectManifests(system);
    expect(checkManifests(objects)).toEqual([]);
    if (crdsArePresent) expect([scratchOf(system), ...objects.filter(({ apiVersion }) => /postgresql|monitoring/.test(apiVersion))].flatMap(violationsOf)).toEqual([]);
  });
});
