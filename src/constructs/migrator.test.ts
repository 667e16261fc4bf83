import { describe, expect, it } from '@jest/globals';
import { checkManifests } from '../checks/check-manifests.ts';
import { collectManifests } from '../render/collect.ts';
import { type Dependency } from './dependency.ts';
import { Files } from './files.ts';
import { Foundation } from './foundation.ts';
import { Migrator, type MigratorProps } from './migrator.ts';
import { Postgres } from './postgres.ts';
import { Probe } from './probe.ts';
import { type System } from './system.ts';
import { type ExampleOverrides, type Rendered, exampleDigest, exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';
import { Worker, type WorkerProps } from './worker.ts';

const DATABASE: Dependency = {
  name: 'postgres',
  variables: { DATABASE_URL: { secret: 'postgres-1a2b', key: 'url' } },
  endpoints: [{ port: 5432, peer: { component: 'postgres' } }],
};

function build(props: Partial<MigratorProps> = {}, overrides: ExampleOverrides = {}) {
  const system = exampleSystem(overrides);
  new Migrator(system, 'any id', { image: system.image('migrator'), ...props });
  return system;
}

describe('a migrator', () => {
  it('is a Sync hook with a fixed name, its account in a lower wave, and its edges', () => {
    const system = build({ uses: [DATABASE] });
    expect(objectsOf(system).map(({ kind, metadata: { name, annotations } }) => [kind, name, annotations])).toEqual([
      ['ServiceAccount', 'shop-migrate', { 'argocd.argoproj.io/sync-wave': '-4' }],
      ['Job', 'shop-migrate', { 'argocd.argoproj.io/hook': 'Sync', 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation', 'argocd.argoproj.io/sync-wave': '-1' }],
      ['NetworkPolicy', 'migrate-to-postgres-5432-egress', { 'argocd.argoproj.io/sync-wave': '-5' }],
      ['NetworkPolicy', 'migrate-to-postgres-5432-ingress', { 'argocd.argoproj.io/sync-wave': '-5' }],
    ]);
  });

  it('renders the whole Job explicitly', () => {
    const labels = {
      'app.kubernetes.io/component': 'migrate',
      'app.kubernetes.io/instance': 'shop-staging',
      'app.kubernetes.io/managed-by': 'slipway',
      'app.kubernetes.io/name': 'shop',
      'app.kubernetes.io/part-of': 'shop',
      'app.kubernetes.io/version': 'sha-0000000',
    };
    const { metadata, spec } = objectOf(build({ command: ['pnpm', 'migrate'], uses: [DATABASE] }), 'Job');
    expect(metadata.labels).toEqual(labels);
    expect(spec).toEqual({
      activeDeadlineSeconds: 600,
      backoffLimit: 0,
      ttlSecondsAfterFinished: 86_400,
      template: {
        metadata: { annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false', 'karpenter.sh/do-not-disrupt': 'true' }, labels },
        spec: {
          automountServiceAccountToken: false,
          containers: [
            {
              command: ['pnpm', 'migrate'],
              env: [
                { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { key: 'url', name: 'postgres-1a2b' } } },
                { name: 'HOME', value: '/tmp' },
                { name: 'RELEASE', value: 'sha-0000000' },
              ],
              image: `ghcr.io/acme/shop-migrator:sha-0000000@${exampleDigest('b')}`,
              imagePullPolicy: 'IfNotPresent',
              name: 'migrate',
              resources: {
                limits: { cpu: '1', 'ephemeral-storage': '1Gi', memory: '256Mi' },
                requests: { cpu: '100m', 'ephemeral-storage': '256Mi', memory: '256Mi' },
              },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
              terminationMessagePolicy: 'FallbackToLogsOnError',
              volumeMounts: [{ mountPath: '/tmp', name: 'scratch-tmp' }],
            },
          ],
          enableServiceLinks: false,
          restartPolicy: 'Never',
          securityContext: { fsGroup: 10001, runAsGroup: 10001, runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
          serviceAccountName: 'shop-migrate',
          terminationGracePeriodSeconds: 30,
          volumes: [{ emptyDir: { sizeLimit: '128Mi' }, name: 'scratch-tmp' }],
        },
      },
    });
  });

  it.each([
    ['istio', 'sidecar.istio.io/nativeSidecar'],
    ['linkerd', 'config.beta.linkerd.io/proxy-enable-native-sidecar'],
  ] as const)('in %s has a proxy that ends with it', (mesh, annotation) => {
    expect(objectOf(build({}, { target: { mesh, nativeSidecars: true } }), 'Job').spec.template.metadata.annotations).toMatchObject({ [annotation]: 'true' });
  });

  it('takes a priority class of the system', () => {
    expect(objectOf(build({ priority: 'high' }), 'Job').spec.template.spec.priorityClassName).toBe('shop-staging-high');
    expect(problemsOf(() => build({ priority: 'high', priorityClass: 'x' }))).toEqual(['migrate.priority: a priority class of the system is given, and one by its whole name']);
  });

  it('takes another deadline, scratch, pool and priority', () => {
    const { spec } = objectOf(build({ timeoutSeconds: 1800, scratch: { '/work': '64Mi' }, nodePool: 'compute', priorityClass: 'shop-staging-high' }), 'Job');
    expect(spec.activeDeadlineSeconds).toBe(1800);
    expect(spec.template.spec).toMatchObject({ nodeSelector: { 'node.acme.example/pool': 'compute' }, priorityClassName: 'shop-staging-high' });
    expect(spec.template.spec.volumes).toHaveLength(2);
  });

  it.each<[string, Partial<MigratorProps>, ExampleOverrides, string[]]>([
    ['no time at all', { timeoutSeconds: 0 }, {}, ['migrate.timeoutSeconds: 0 is out of range']],
    ['RELEASE set again', { env: { RELEASE: 'x' } }, {}, ['migrate.env.RELEASE: the variable "RELEASE" is set twice, by slipway itself and by env']],
    ['a Job name that is too long', {}, { name: 's'.repeat(60) }, [`migrate: the Job's name "${'s'.repeat(60)}-migrate" is too long`]],
  ])('is checked: %s', (_name, props, overrides, problems) => {
    expect(problemsOf(() => build(props, overrides))).toEqual(problems);
  });
});

describe('a migrator that runs as init container', () => {
  const init = (props: Partial<MigratorProps> = {}, worker: Partial<WorkerProps> = {}, overrides: ExampleOverrides = {}) => {
    const system = exampleSystem(overrides);
    const migrator = new Migrator(system, 'migrate', { image: system.image('migrator'), run: 'init', locks: true, uses: [DATABASE], ...props });
    new Worker(system, 'worker', { name: 'worker', image: system.image('app'), live: Probe.exec(['true']), after: migrator, ...worker });
    return system;
  };
  const CACHE: Dependency = { name: 'cache', variables: {}, endpoints: [{ port: 6379, peer: { component: 'cache' } }] };

  it('is no object of its own, but the first step in the pods of what comes after it', () => {
    const system = init({ command: ['alembic', 'upgrade', 'head'] });
    expect(objectsOf(system).map(({ kind, metadata: { name } }) => [kind, name])).toEqual([
      ['ServiceAccount', 'worker'],
      ['Deployment', 'worker'],
      ['PodDisruptionBudget', 'worker'],
      ['NetworkPolicy', 'worker-to-postgres-5432-egress'],
      ['NetworkPolicy', 'worker-to-postgres-5432-ingress'],
    ]);
    const { spec } = objectOf(system, 'Deployment').spec.template;
    expect(spec.initContainers).toEqual([
      expect.objectContaining({
        name: 'migrate',
        command: ['alembic', 'upgrade', 'head'],
        env: [{ name: 'DATABASE_URL', valueFrom: { secretKeyRef: { key: 'url', name: 'postgres-1a2b' } } }, { name: 'HOME', value: '/tmp' }, { name: 'RELEASE', value: 'sha-0000000' }],
        image: `ghcr.io/acme/shop-migrator:sha-0000000@${exampleDigest('b')}`,
        securityContext: expect.objectContaining({ readOnlyRootFilesystem: true }),
      }),
    ]);
    expect(spec.containers[0].env).not.toContainEqual(expect.objectContaining({ name: 'DATABASE_URL' }));
  });

  it('draws an edge that both use once, and brings its directories and files along', () => {
    const system = exampleSystem();
    const files = new Files(system, 'files', { name: 'versions', files: { 'alembic.ini': 'x\n' } });
    const migrator = new Migrator(system, 'migrate', { image: system.image('migrator'), run: 'init', locks: true, uses: [DATABASE], scratch: { '/work': '16Mi' }, files: { '/etc/alembic': files } });
    new Worker(system, 'worker', { name: 'worker', image: system.image('app'), live: Probe.exec(['true']), after: migrator, uses: [DATABASE, CACHE], files: { '/etc/alembic': files } });
    expect(objectsOf(system).filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(4);
    const { spec } = objectOf(system, 'Deployment').spec.template;
    expect(spec.volumes.map(({ name }: Rendered) => name)).toEqual(['scratch-tmp', 'scratch-work', 'versions']);
    expect(spec.initContainers[0].volumeMounts.map(({ mountPath }: Rendered) => mountPath)).toEqual(['/etc/alembic', '/tmp', '/work']);
  });

  it('gives the rollout the time that it may take, unless that is said', () => {
    const deadline = (system: System): number => objectOf(system, 'Deployment').spec.progressDeadlineSeconds;
    expect([deadline(init()), deadline(init({ timeoutSeconds: 1800 })), deadline(init({}, { rollout: { progressDeadlineSeconds: 900 } }))]).toEqual([1200, 2400, 900]);
    expect(problemsOf(() => init({}, { rollout: { progressDeadlineSeconds: 600 } }))).toEqual([expect.stringContaining('worker.rollout.progressDeadlineSeconds: a pod may take')]);
  });

  it('changes nothing of a workload when it is a Job', () => {
    const deployment = (props: Partial<MigratorProps>, after: boolean): Rendered => {
      const system = exampleSystem();
      const migrator = new Migrator(system, 'migrate', { image: system.image('migrator'), ...props });
      new Worker(system, 'worker', { name: 'worker', image: system.image('app'), live: Probe.exec(['true']), ...(after ? { after: migrator } : {}) });
      expect([migrator.jobName, migrator.first]).toEqual(['shop-migrate', undefined]);
      return objectOf(system, 'Deployment');
    };
    expect(deployment({ run: 'job' }, true)).toEqual(deployment({}, false));
  });

  it.each<[string, Partial<MigratorProps>, ExampleOverrides, string[]]>([
    ['a tool that takes no lock', { locks: false }, {}, ['migrate.locks: several pods start at once and would migrate at once']],
    ['what only a pod has', { nodePool: 'compute', priority: 'high' }, {}, ['migrate.nodePool: an init container has none of its own: it runs in the pods of the workloads', 'migrate.priority: an init container has none of its own: it runs in the pods of the workloads']],
    ['a proxy that starts after it', {}, { target: { mesh: 'istio' } }, ['worker: an init container uses the network, and the proxy of the mesh starts after it']],
  ])('is refused: %s', (_what, props, overrides, problems) => {
    expect(problemsOf(() => init(props, {}, overrides))).toEqual(problems);
  });

  it.each<[string, ExampleOverrides['target']]>([
    ['no mesh', {}],
    ['Istio with native sidecars', { mesh: 'istio', nativeSidecars: true }],
    ['Linkerd with native sidecars', { mesh: 'linkerd', nativeSidecars: true }],
  ])('holds every rule with %s', (_what, target) => {
    const system = exampleSystem({ target: target ?? {} });
    new Foundation(system, 'foundation', { quota: { requests: { cpu: '4', memory: '8Gi' }, pods: 30 } });
    const postgres = Postgres.from(system, 'postgres', { form: 'in-cluster', image: `ghcr.io/acme/postgres:17.5@${exampleDigest('d')}`, password: 'shop/postgres#password', storage: '5Gi' });
    const migrator = new Migrator(system, 'migrate', { image: system.image('migrator'), run: 'init', locks: true, uses: [postgres] });
    for (const name of ['chat', 'feed']) new Worker(system, name, { name, image: system.image('app'), live: Probe.exec(['true']), after: migrator, uses: [postgres] });
    expect(checkManifests(collectManifests(system))).toEqual([]);
  });
});
