import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { type Dependency } from './dependency.ts';
import { Files } from './files.ts';
import { Migrator } from './migrator.ts';
import { Probe } from './probe.ts';
import { Ready, Version } from './ready.ts';
import { type System } from './system.ts';
import { exampleDigest, type ExampleOverrides, exampleSystem, objectOf, objectsOf, policyOf, problemsOf } from './test-support.ts';
import { WebWorkload, type WebWorkloadProps } from './web-workload.ts';

const PROPS: Omit<WebWorkloadProps, 'image'> = {
  name: 'app',
  port: 3000,
  ready: Ready.http('/api/ready', { version: Version.header('X-Release') }),
  live: Probe.http('/api/health'),
};

function build(props: Partial<WebWorkloadProps> = {}, overrides: ExampleOverrides = {}): System {
  const system = exampleSystem(overrides);
  new WebWorkload(system, 'any id', { ...PROPS, image: system.image('app'), ...props });
  return system;
}

function deployment(props: Partial<WebWorkloadProps> = {}, overrides: ExampleOverrides = {}) {
  return objectOf(build(props, overrides), 'Deployment');
}

function container(props: Partial<WebWorkloadProps> = {}, overrides: ExampleOverrides = {}) {
  return deployment(props, overrides).spec.template.spec.containers[0];
}

const SELECTOR = { 'app.kubernetes.io/component': 'app', 'app.kubernetes.io/instance': 'shop-staging', 'app.kubernetes.io/name': 'shop' };
const LABELS = { ...SELECTOR, 'app.kubernetes.io/managed-by': 'slipway', 'app.kubernetes.io/part-of': 'shop' };
const VERSION = { 'app.kubernetes.io/version': 'sha-1111111' };

function metadata(wave: string, labels: object = LABELS) {
  return { name: 'app', namespace: 'shop-staging', annotations: { 'argocd.argoproj.io/sync-wave': wave }, labels };
}

describe('a web workload', () => {
  it('is a ServiceAccount, a Deployment, a budget and a ClusterIP Service, and nothing unasked', () => {
    expect(objectsOf(build()).map(({ kind, metadata: { name, annotations } }) => [kind, name, annotations['argocd.argoproj.io/sync-wave']])).toEqual([
      ['ServiceAccount', 'app', '-4'],
      ['Deployment', 'app', '0'],
      ['PodDisruptionBudget', 'app', '0'],
      ['Service', 'app', '0'],
    ]);
  });

  it('renders the whole Deployment explicitly', () => {
    const term = { labelSelector: { matchLabels: SELECTOR }, topologyKey: 'kubernetes.io/hostname' };
    const spread = { labelSelector: { matchLabels: SELECTOR }, matchLabelKeys: ['pod-template-hash'], maxSkew: 1, nodeTaintsPolicy: 'Honor', whenUnsatisfiable: 'ScheduleAnyway' };
    expect(deployment()).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: metadata('0', { ...LABELS, ...VERSION }),
      spec: {
        minReadySeconds: 10,
        progressDeadlineSeconds: 600,
        replicas: 2,
        revisionHistoryLimit: 5,
        selector: { matchLabels: SELECTOR },
        strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 }, type: 'RollingUpdate' },
        template: {
          metadata: { annotations: { 'cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes': 'scratch-tmp' }, labels: { ...LABELS, ...VERSION } },
          spec: {
            affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ podAffinityTerm: term, weight: 100 }] } },
            automountServiceAccountToken: false,
            containers: [
              {
                env: [
                  { name: 'HOME', value: '/tmp' },
                  { name: 'RELEASE', value: 'sha-1111111' },
                ],
                image: `ghcr.io/acme/shop-app:sha-1111111@${exampleDigest('a')}`,
                imagePullPolicy: 'IfNotPresent',
                lifecycle: { preStop: { sleep: { seconds: 10 } } },
                livenessProbe: { httpGet: { path: '/api/health', port: 'http', scheme: 'HTTP' }, failureThreshold: 6, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 5 },
                name: 'app',
                ports: [{ containerPort: 3000, name: 'http', protocol: 'TCP' }],
                readinessProbe: { httpGet: { path: '/api/ready', port: 'http', scheme: 'HTTP' }, failureThreshold: 3, periodSeconds: 5, successThreshold: 1, timeoutSeconds: 3 },
                resources: {
                  limits: { cpu: '1', 'ephemeral-storage': '1Gi', memory: '256Mi' },
                  requests: { cpu: '100m', 'ephemeral-storage': '256Mi', memory: '256Mi' },
                },
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, privileged: false, readOnlyRootFilesystem: true, runAsNonRoot: true },
                startupProbe: { httpGet: { path: '/api/health', port: 'http', scheme: 'HTTP' }, failureThreshold: 60, periodSeconds: 2, successThreshold: 1, timeoutSeconds: 2 },
                terminationMessagePolicy: 'FallbackToLogsOnError',
                volumeMounts: [{ mountPath: '/tmp', name: 'scratch-tmp' }],
              },
            ],
            enableServiceLinks: false,
            restartPolicy: 'Always',
            securityContext: { fsGroup: 10001, runAsGroup: 10001, runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
            serviceAccountName: 'app',
            terminationGracePeriodSeconds: 45,
            topologySpreadConstraints: [
              { ...spread, topologyKey: 'topology.kubernetes.io/zone' },
              { ...spread, topologyKey: 'kubernetes.io/hostname' },
            ],
            volumes: [{ emptyDir: { sizeLimit: '128Mi' }, name: 'scratch-tmp' }],
          },
        },
      },
    });
  });

  it('has a Service of its own port, of type ClusterIP, that selects its pods of any version', () => {
    expect(objectOf(build(), 'Service')).toEqual({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: metadata('0'),
      spec: { ports: [{ name: 'http', port: 3000, protocol: 'TCP', targetPort: 'http' }], selector: SELECTOR, type: 'ClusterIP' },
    });
  });

  it('has an account without token and without permissions, which is no hook', () => {
    expect(objectOf(build(), 'ServiceAccount')).toEqual({ apiVersion: 'v1', kind: 'ServiceAccount', automountServiceAccountToken: false, metadata: metadata('-4') });
  });

  it('renders the same bytes wherever it stands and whatever its id is', () => {
    const system = exampleSystem();
    new WebWorkload(new Construct(new Construct(system, 'a'), 'b'), 'another id', {
      ...PROPS,
      image: system.image('app'),
      scale: { min: 2, max: 4 },
      expose: { host: 'shop.acme.example' },
      metrics: { port: 9090 },
    });
    const elsewhere = build({ scale: { min: 2, max: 4 }, expose: { host: 'shop.acme.example' }, metrics: { port: 9090 } });
    const sorted = (from: System) => objectsOf(from).map((object) => JSON.stringify(object)).sort();
    expect(sorted(system)).toEqual(sorted(elsewhere));
  });

  it('changes nothing but version, image and RELEASE with a new image', () => {
    const before = JSON.stringify(objectsOf(build()));
    const after = JSON.stringify(objectsOf(build({ image: { reference: `ghcr.io/acme/shop-app:sha-2222222@${exampleDigest('d')}`, version: 'sha-2222222' } })));
    expect(after.replaceAll('sha-2222222', 'sha-1111111').replace(exampleDigest('d'), exampleDigest('a'))).toBe(before);
  });
});

describe('the count of a web workload', () => {
  it.each<[string, Partial<WebWorkloadProps>, number | undefined, boolean]>([
    ['two by default', {}, 2, false],
    ['the number asked for', { replicas: 5 }, 5, false],
    ['not rendered where an autoscaler sets it', { scale: { min: 2, max: 4 } }, undefined, true],
    ['kept in the release that turns the autoscaler on', { replicas: 3, scale: { min: 2, max: 4, handover: true } }, 3, true],
  ])('is %s', (_name, props, replicas, scaled) => {
    const system = build(props);
    const { spec, metadata: meta } = objectOf(system, 'Deployment');
    expect(spec.replicas).toBe(replicas);
    expect(Object.hasOwn(spec, 'replicas')).toBe(replicas !== undefined);
    expect(objectsOf(system).some(({ kind }) => kind === 'HorizontalPodAutoscaler')).toBe(scaled);
    expect(meta.annotations['slipway.dev/handover']).toBe(props.scale?.handover === true ? 'true' : undefined);
  });
});

describe('what a web workload uses', () => {
  const database: Dependency = {
    name: 'postgres',
    variables: { DATABASE_URL: { secret: 'postgres-1a2b', key: 'url' } },
    endpoints: [{ port: 5432, peer: { component: 'postgres' } }],
    files: [{ secret: 'postgres-ca', directory: '/etc/postgres', items: { 'ca.crt': 'ca.crt' } }],
  };

  it('brings variables, files and edges', () => {
    const system = build({ uses: [database], env: { LOG_LEVEL: 'info' } });
    const { containers, volumes } = objectOf(system, 'Deployment').spec.template.spec;
    expect(containers[0].env.map(({ name }: { name: string }) => name)).toEqual(['DATABASE_URL', 'HOME', 'LOG_LEVEL', 'RELEASE']);
    expect(containers[0].volumeMounts).toEqual([
      { mountPath: '/etc/postgres', name: 'postgres-files', readOnly: true },
      { mountPath: '/tmp', name: 'scratch-tmp' },
    ]);
    expect(volumes.map(({ name }: { name: string }) => name)).toEqual(['postgres-files', 'scratch-tmp']);
    expect(objectsOf(system).filter(({ kind }) => kind === 'NetworkPolicy').map((policy) => policy.metadata.name)).toEqual(['app-to-postgres-5432-egress', 'app-to-postgres-5432-ingress']);
  });

  it('may be another web workload, by its URL', () => {
    const system = exampleSystem();
    const api = new WebWorkload(system, 'api', { ...PROPS, name: 'billing-api', port: 8080, image: system.image('app') });
    new WebWorkload(system, 'app', { ...PROPS, image: system.image('app'), uses: [api] });
    expect(objectOf(system, 'Deployment', 'app').spec.template.spec.containers[0].env[0]).toEqual({ name: 'BILLING_API_URL', value: 'http://billing-api:8080' });
    expect(policyOf(system, 'app-to-billing-api-8080-egress')).toBeDefined();
  });

  it('mounts the files of a ConfigMap read-only', () => {
    const system = exampleSystem();
    const settings = new Files(system, 'settings', { name: 'settings', files: { 'app.yaml': 'a: 1\n' } });
    new WebWorkload(system, 'app', { ...PROPS, image: system.image('app'), files: { '/etc/app': settings } });
    const { containers, volumes } = objectOf(system, 'Deployment').spec.template.spec;
    expect(containers[0].volumeMounts[0]).toEqual({ mountPath: '/etc/app', name: 'settings', readOnly: true });
    expect(volumes).toContainEqual({ configMap: { defaultMode: 0o444, name: settings.configMapName }, name: 'settings' });
  });

  it('rolls the pods when the name of a Secret changes, and carries no checksum', () => {
    const other = { ...database, variables: { DATABASE_URL: { secret: 'postgres-3c4d', key: 'url' } } };
    expect(deployment({ uses: [database] }).spec.template).not.toEqual(deployment({ uses: [other] }).spec.template);
    expect(Object.keys(deployment({ uses: [database] }).spec.template.metadata.annotations)).toEqual(['cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes']);
  });
});

describe('a web workload from outside', () => {
  it('has its way in and the edge from it', () => {
    const system = build({ expose: { host: 'shop.acme.example', paths: ['/api'] } });
    expect(objectOf(system, 'Ingress').spec.rules[0]).toMatchObject({ host: 'shop.acme.example', http: { paths: [{ path: '/api', backend: { service: { name: 'app', port: { number: 3000 } } } }] } });
    expect(policyOf(system, 'ingress-nginx-to-app-3000-ingress')).toBeDefined();
  });

  it.each([
    ['its own port', 9090, ['http 3000', 'metrics 9090'], 'metrics'],
    ['the port that serves', 3000, ['http 3000'], 'http'],
  ])('is scraped on %s', (_name, port, ports, scraped) => {
    const system = build({ metrics: { port } });
    expect(objectOf(system, 'Service').spec.ports.map((each: { name: string; port: number }) => `${each.name} ${each.port}`)).toEqual(ports);
    expect(objectOf(system, 'ServiceMonitor').spec.endpoints[0]).toMatchObject({ port: scraped, path: '/metrics' });
    expect(policyOf(system, `prometheus-to-app-${port}-ingress`)).toBeDefined();
  });

  it('shows no metrics port where nobody scrapes', () => {
    const system = build({ metrics: { port: 9090 } }, { target: { monitoring: undefined } });
    expect(objectOf(system, 'Service').spec.ports).toHaveLength(1);
    expect(objectsOf(system).map(({ kind }) => kind)).not.toContain('ServiceMonitor');
  });
});

describe('a web workload by its other props', () => {
  it.each<[string, Partial<WebWorkloadProps>, string, unknown]>([
    ['command', { command: ['node', 'main.js'] }, 'command', ['node', 'main.js']],
    ['arguments', { args: ['--port=3000'] }, 'args', ['--port=3000']],
    ['a slow start', { startup: Probe.http('/api/health', { periodSeconds: 10, failureThreshold: 20 }) }, 'startupProbe', { httpGet: { path: '/api/health', port: 'http', scheme: 'HTTP' }, failureThreshold: 20, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 2 }],
    ['no delay', { shutdown: { delaySeconds: 0 } }, 'lifecycle', undefined],
  ])('takes %s', (_name, props, field, expected) => {
    expect(container(props)[field]).toEqual(expected);
  });

  it.each<[string, Partial<WebWorkloadProps>, object]>([
    ['a node pool', { nodePool: 'compute' }, { nodeSelector: { 'node.acme.example/pool': 'compute' } }],
    ['a priority class of the system', { priority: 'high' }, { priorityClassName: 'shop-staging-high' }],
    ['a priority class of the cluster', { priorityClass: 'business-critical' }, { priorityClassName: 'business-critical' }],
    ['a user', { security: { user: 20_000 } }, { securityContext: { fsGroup: 20_000, runAsGroup: 20_000, runAsUser: 20_000 } }],
    ['a longer drain', { shutdown: { drainSeconds: 60 } }, { terminationGracePeriodSeconds: 75 }],
  ])('takes %s into its pods', (_name, props, expected) => {
    expect(deployment(props).spec.template.spec).toMatchObject(expected);
  });

  it('takes a budget of its own', () => {
    expect(objectOf(build({ maxUnavailable: '25%' }), 'PodDisruptionBudget').spec.maxUnavailable).toBe('25%');
  });

  it('may come after a migrator of its system', () => {
    const system = exampleSystem();
    const migrator = new Migrator(system, 'migrate', { image: system.image('migrator') });
    expect(problemsOf(() => new WebWorkload(system, 'app', { ...PROPS, image: system.image('app'), after: migrator }))).toEqual([]);
    expect(problemsOf(() => build({ after: migrator }))).toEqual(['app.after: the migrator belongs to another system, shop-staging']);
  });
});

describe('the props of a web workload', () => {
  it.each<[string, Partial<WebWorkloadProps>, string[]]>([
    ['a name that is none', { name: 'App' }, ["App.name: \"App\" is not a workload's name"]],
    ['liveness that asks what readiness asks', { live: Probe.http('/api/ready') }, ['app.live: liveness asks what readiness asks, so a dependency that is down would restart every pod']],
    ['liveness that asks the same by number of port', { live: Probe.http('/api/ready', { port: 3000 }) }, ['app.live: liveness asks what readiness asks, so a dependency that is down would restart every pod']],
    ['no liveness', { live: Probe.none('none') }, ['app.live: a web workload without liveness hangs unnoticed']],
    ['replicas beside an autoscaler', { replicas: 3, scale: { min: 2, max: 4 } }, ['app.replicas: 3 replicas are asked for, and an autoscaler that sets them']],
    ['a handover of nothing', { scale: { min: 2, max: 4, handover: true } }, ['app.replicas: a handover keeps the number of replicas, and none is given']],
    ['a node pool that is not there', { nodePool: 'gpu' }, ['app.nodePool: the target has no node pool "gpu"']],
    ['a budget of all replicas', { maxUnavailable: 3, replicas: 3 }, ['app.maxUnavailable: 3 lets all 3 pods go at once, so it protects nothing']],
    ['a budget of all that an autoscaler leaves', { maxUnavailable: 2, replicas: undefined, scale: { min: 2, max: 9 } }, ['app.maxUnavailable: 2 lets all 2 pods go at once, so it protects nothing']],
    ['a budget that blocks', { maxUnavailable: 0 }, ['app.maxUnavailable: 0 lets no pod go, or is no number of pods']],
    ['two priorities', { priority: 'high', priorityClass: 'shop-staging-high' }, ['app.priority: a priority class of the system is given, and one by its whole name']],
    ['scratch over the limit', { scratch: { '/cache': '2Gi' } }, ['app.resources.limits.ephemeralStorage: the scratch directories may hold 2176Mi, more than the limit']],
    ['a directory mounted twice', { scratch: { '/etc/db': '1Mi' }, uses: [{ name: 'db', variables: {}, endpoints: [], files: [{ secret: 's', directory: '/etc/db', items: { a: 'a' } }] }] }, ['app: the directory "/etc/db" is there twice']],
    ['a version that is no label', { image: { reference: 'x', version: 'a+b' } }, ['app.image.version: "a+b" is not the value of a label']],
    [
      'everything at once',
      { port: 80, replicas: -1, resources: { memory: '1GB' }, scale: { min: 4, max: 2 }, env: { RELEASE: 'x' } },
      [
        'app.scale.max: the maximum 2 is below the minimum 4',
        'app.port: 80 needs a privilege that the pod does not have',
        'app.env.RELEASE: the variable "RELEASE" is set twice, by slipway itself and by env',
        'app.resources.memory: "1GB" is not a quantity',
        'app.replicas: -1 is out of range',
        'app.replicas: -1 replicas are asked for, and an autoscaler that sets them',
      ],
    ],
  ])('are checked: %s', (_name, props, problems) => {
    expect(problemsOf(() => build(props))).toEqual(problems);
  });
});
