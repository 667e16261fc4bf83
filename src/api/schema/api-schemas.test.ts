import { describe, expect, it } from '@jest/globals';
import { ApiSchemas, customPackPath, nearestMinor } from './api-schemas.ts';
import { packedSchemas, readPack } from './test-support.ts';

const CONTAINERS = ['spec', 'template', 'spec', 'containers'];

describe('ApiSchemas', () => {
  it('says what sort of list a list is, and by which keys it merges', () => {
    const schemas = packedSchemas(36);
    const listAt = (...path: (string | number)[]) => {
      const node = schemas.nodeAt('apps/v1', 'Deployment', path);
      return [node?.listType, node?.listKeys.join(), node?.mergeKey];
    };
    expect(listAt(...CONTAINERS)).toEqual(['map', 'name', 'name']);
    expect(listAt(...CONTAINERS, 0, 'ports')).toEqual(['map', 'containerPort,protocol', 'containerPort']);
    expect(listAt(...CONTAINERS, 0, 'command')).toEqual(['atomic', '', undefined]);
    expect(listAt('metadata', 'finalizers')).toEqual(['set', '', undefined]);
    expect(listAt('spec', 'nowhere')).toEqual([undefined, undefined, undefined]);
    expect(schemas.nodeAt('apps/v1', 'Deployment', ['spec', 'selector'])?.isAtomicMap).toBe(true);
  });

  it.each([28, 29, 30, 31, 32, 33, 34, 35, 36])('knows the keys of containers and variables in 1.%d, which some minors leave to strategic merge', (minor) => {
    const schemas = packedSchemas(minor);
    expect(schemas.nodeAt('v1', 'Pod', ['spec', 'containers'])?.listKeys).toEqual(['name']);
    expect(schemas.nodeAt('v1', 'Pod', ['spec', 'containers', 0, 'env'])?.listKeys).toEqual(['name']);
  });

  it.each([28, 29, 30, 31, 32, 33, 34, 35, 36])('holds every definition that the kinds of 1.%d lead to', (minor) => {
    const { core } = packedSchemas(minor);
    const seen = new Set<unknown>();
    const open = [...core.served].map((key) => core.kind(key.slice(0, key.lastIndexOf('/')), key.slice(key.lastIndexOf('/') + 1))!);
    expect(open.length).toBeGreaterThan(60);
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node)) continue;
      const inner = node;
      seen.add(inner);
      open.push(...[node.items, node.values, ...node.names.map((name) => inner.property(name))].filter((below) => below !== undefined));
    }
    expect(seen.size).toBeGreaterThan(600);
  });

  it.each([
    ['a core kind', 'v1', 'Pod', 'code'],
    ['a kind of a group', 'networking.k8s.io/v1', 'Ingress', 'code'],
    ['a custom resource', 'argoproj.io/v1alpha1', 'Rollout', 'schema'],
    ['a second version of a custom resource', 'gateway.networking.k8s.io/v1beta1', 'HTTPRoute', 'schema'],
    ['a kind of one name in two groups', 'networking.istio.io/v1', 'Gateway', 'schema'],
  ])('finds %s', (_name, apiVersion, kind, judgedBy) => {
    const found = packedSchemas(36).kind(apiVersion, kind);
    expect(found).toMatchObject({ apiVersion, kind, judgedBy });
    expect(found?.root.property('metadata')?.property('labels')?.values?.type).toBe('string');
  });

  it.each([
    ['a kind nobody serves', 'v1', 'Nothing'],
    ['a version that is gone', 'extensions/v1beta1', 'Deployment'],
    ['a version its definition no longer serves', 'external-secrets.io/v1beta1', 'ExternalSecret'],
    ['a kind of wrong capitals', 'argoproj.io/v1alpha1', 'rollout'],
    ['names of what every object has', 'v1', 'constructor'],
    ['a way out of the folder', '../../x/v1', 'Y'],
  ])('has no schema of %s', (_name, apiVersion, kind) => {
    expect(packedSchemas(36).kind(apiVersion, kind)).toBeUndefined();
  });

  it('asks for no pack twice, and for a custom resource only by a name that can be one', () => {
    const asked: string[] = [];
    const schemas = new ApiSchemas(36, (pack) => {
      asked.push(pack);
      return readPack(pack);
    });
    for (const group of ['argoproj.io', 'argoproj.io', 'a.b', 'a.b', '../..', 'a/../b.c', '..', 'a..b', 'x.y/../..']) schemas.kind(`${group}/v1alpha1`, 'Rollout');
    expect(asked).toEqual(['argoproj.io/rollout.pack', 'a.b/rollout.pack', 'core.pack', 'x.y/rollout.pack']);
  });

  it('says from which minor to which a kind is served', () => {
    const served = packedSchemas(36).everServed.get('flowcontrol.apiserver.k8s.io/v1beta3/FlowSchema');
    expect(served).toEqual({ apiVersion: 'flowcontrol.apiserver.k8s.io/v1beta3', kind: 'FlowSchema', minors: [[28, 31]] });
    expect(packedSchemas(36).everServed.get('apps/v1/Deployment')?.minors).toEqual([[28, 36]]);
  });
});

describe('nearestMinor', () => {
  it('stays within the packs', () => {
    expect([12, 28, 33, 36, 40].map(nearestMinor)).toEqual([28, 28, 33, 36, 36]);
  });
});

describe('customPackPath', () => {
  it.each([
    ['argoproj.io', 'Rollout', 'argoproj.io/rollout.pack'],
    ['apps', 'Deployment', undefined],
    ['', 'Pod', undefined],
    ['a.b', '../x', undefined],
    [`${'a'.repeat(300)}.b`, 'X', undefined],
  ])('of %s and %s', (group, kind, path) => {
    expect(customPackPath(group, kind)).toBe(path);
  });
});
