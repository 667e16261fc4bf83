import { describe, expect, it } from '@jest/globals';
import { type Dependency } from './dependency.ts';
import { Migrator, type MigratorProps } from './migrator.ts';
import { type ExampleOverrides, exampleDigest, exampleSystem, objectOf, objectsOf, problemsOf } from './test-support.ts';

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
    expect(objectOf(build({}, { target: { mesh } }), 'Job').spec.template.metadata.annotations).toMatchObject({ [annotation]: 'true' });
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
