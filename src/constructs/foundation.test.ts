import { describe, expect, it } from '@jest/globals';
import { Construct } from 'constructs';
import { Foundation } from './foundation.ts';
import { exampleDigest, exampleRelease, exampleSystem, objectOf, objectsOf, policyOf, withoutHash } from './test-support.ts';

const quota = { requests: { cpu: '4', memory: '8Gi' }, pods: 30 };

describe('Foundation', () => {
  it('makes the namespace, its sizes, its isolation and the release, each in its wave', () => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', { quota });
    expect(objectsOf(system).map(({ kind, metadata }) => [kind, withoutHash(metadata.name), metadata.annotations['argocd.argoproj.io/sync-wave']])).toEqual([
      ['Namespace', 'shop-staging', '-5'],
      ['ResourceQuota', 'shop', '-5'],
      ['LimitRange', 'shop', '-5'],
      ['NetworkPolicy', 'default-deny', '2'],
      ['NetworkPolicy', 'dns-egress', '-5'],
      ['ConfigMap', 'shop-release', '0'],
    ]);
  });

  it('makes the same objects wherever it stands in the tree', () => {
    const [here, there] = [exampleSystem(), exampleSystem()];
    new Foundation(here, 'foundation', { quota });
    new Foundation(new Construct(new Construct(there, 'a'), 'b'), 'other', { quota });
    expect(objectsOf(there)).toEqual(objectsOf(here));
  });
});

describe('Namespace', () => {
  it('holds its pods to the restricted standard of the cluster version and is never removed by itself', () => {
    const system = exampleSystem({ target: { kubernetes: '1.34' } });
    new Foundation(system, 'foundation', { quota });
    const { labels, annotations } = objectOf(system, 'Namespace').metadata;
    expect(labels).toMatchObject({
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/audit-version': 'v1.34',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/enforce-version': 'v1.34',
      'pod-security.kubernetes.io/warn': 'restricted',
      'pod-security.kubernetes.io/warn-version': 'v1.34',
    });
    expect(annotations['argocd.argoproj.io/sync-options']).toBe('Prune=confirm,Delete=confirm');
  });

  it.each(['istio', 'linkerd'] as const)('is the same in the mesh %s, which pods join by their own templates', (mesh) => {
    const [plain, meshed] = ['none' as const, mesh].map((each) => {
      const system = exampleSystem({ target: { mesh: each } });
      new Foundation(system, 'foundation', { quota });
      return objectOf(system, 'Namespace');
    });
    expect(meshed).toEqual(plain);
  });
});

describe('Isolation', () => {
  it('closes both directions for every pod and opens DNS on both protocols', () => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', { quota });
    expect(policyOf(system, 'default-deny').spec).toEqual({ podSelector: {}, policyTypes: ['Egress', 'Ingress'] });
    expect(policyOf(system, 'dns-egress').spec).toEqual({
      egress: [
        {
          ports: [
            { port: 53, protocol: 'TCP' },
            { port: 53, protocol: 'UDP' },
          ],
          to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } }, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
        },
      ],
      podSelector: {},
      policyTypes: ['Egress'],
    });
  });

  it.each([
    ['istio', [15012], 'istio-system'],
    ['linkerd', [8080, 8086, 8090], 'linkerd'],
  ] as const)('lets the proxies of %s reach their control plane', (mesh, ports, namespace) => {
    const system = exampleSystem({ target: { mesh } });
    new Foundation(system, 'foundation', { quota });
    const [rule] = policyOf(system, `${mesh}-egress`).spec.egress;
    expect(rule.ports.map(({ port }: { port: number }) => port)).toEqual(ports);
    expect(rule.to[0].namespaceSelector.matchLabels['kubernetes.io/metadata.name']).toBe(namespace);
  });
});

describe('Quota', () => {
  it('writes sizes in canonical form', () => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', {
      quota: { requests: { cpu: '4000m', memory: '8192Mi' }, limits: { memory: '16Gi' }, pods: 30, storage: '1024Gi', volumeClaims: 4 },
    });
    expect(objectOf(system, 'ResourceQuota').spec.hard).toEqual({
      'limits.memory': '16Gi',
      persistentvolumeclaims: '4',
      pods: '30',
      'requests.cpu': '4',
      'requests.memory': '8Gi',
      'requests.storage': '1Ti',
      'services.loadbalancers': '0',
      'services.nodeports': '0',
    });
  });

  it.each([
    ['a size that is none', { ...quota, storage: '1GB' }, 'quota.storage'],
    ['no pods', { ...quota, pods: 0 }, 'quota.pods'],
    ['limits below requests', { ...quota, limits: { memory: '4Gi' } }, 'quota.limits.memory'],
  ])('refuses %s', (_what, bad, path) => {
    expect(() => new Foundation(exampleSystem(), 'foundation', { quota: bad })).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ path })] }));
  });
});

describe('Limits', () => {
  it('gives containers of others a request and a memory limit, and no CPU limit unless asked', () => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', { quota, limits: { requests: { cpu: '0.1' }, max: { memory: '4096Mi' } } });
    expect(objectOf(system, 'LimitRange').spec.limits).toEqual([
      {
        default: { 'ephemeral-storage': '1Gi', memory: '256Mi' },
        defaultRequest: { cpu: '100m', 'ephemeral-storage': '128Mi', memory: '128Mi' },
        max: { memory: '4Gi' },
        type: 'Container',
      },
    ]);
  });

  it.each([
    ['a modest one', {}, '500m'],
    ['no less than the request', { requests: { cpu: '2' } }, '2'],
    ['no more than the maximum', { max: { cpu: '200m' } }, '200m'],
    ['the one asked for', { limits: { cpu: '3' } }, '3'],
  ])('gives a CPU limit where the quota makes one mandatory: %s', (_what, limits, expected) => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', { quota: { ...quota, limits: { cpu: '8' } }, limits });
    expect(objectOf(system, 'LimitRange').spec.limits[0].default.cpu).toBe(expected);
  });

  it.each([
    ['a request above the limit', { requests: { memory: '1Gi' } }, ['limits.requests.memory']],
    ['a limit above the maximum', { max: { memory: '200Mi' } }, ['limits.limits.memory']],
    ['two sizes that are none', { requests: { cpu: 'x' }, limits: { memory: 'y' } }, ['limits.requests.cpu', 'limits.limits.memory']],
  ])('refuses %s', (_what, limits, paths) => {
    expect(() => new Foundation(exampleSystem(), 'foundation', { quota, limits })).toThrow(
      expect.objectContaining({ problems: paths.map((path) => expect.objectContaining({ path })) }),
    );
  });
});

describe('ReleaseConfig', () => {
  it('names version, commit and every image by digest, so that a release of hooks alone changes an object', () => {
    const system = exampleSystem();
    new Foundation(system, 'foundation', { quota });
    const config = objectOf(system, 'ConfigMap');
    expect(config.data).toEqual({
      commit: '1'.repeat(40),
      'image.app': `ghcr.io/acme/shop-app:sha-1111111@${exampleDigest('a')}`,
      'image.migrator': `ghcr.io/acme/shop-migrator:sha-0000000@${exampleDigest('b')}`,
      version: 'sha-1111111',
    });
    expect(Object.keys(config.metadata.annotations)).toEqual(['argocd.argoproj.io/sync-wave']);
  });

  it('is all of the foundation that a new release changes', () => {
    const [before, after] = [exampleSystem(), exampleSystem({ release: { ...exampleRelease, version: 'sha-2222222' } })];
    for (const system of [before, after]) new Foundation(system, 'foundation', { quota });
    const changed = objectsOf(after).filter((object, index) => JSON.stringify(object) !== JSON.stringify(objectsOf(before)[index]));
    expect(changed.map(({ kind }) => kind)).toEqual(['ConfigMap']);
  });
});
