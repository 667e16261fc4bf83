import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareIdentity, fileNameOf, groupOf, identityKey, identityOf, isBuiltInGroup } from './manifest.ts';
import { anyCharacter } from './test-support/any-character.ts';

function manifest(apiVersion: string, kind: string, name: string, namespace?: string) {
  return { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
}

describe('groupOf', () => {
  it.each([
    ['v1', ''],
    ['apps/v1', 'apps'],
    ['networking.k8s.io/v1', 'networking.k8s.io'],
  ])('of %s is "%s"', (apiVersion, group) => {
    expect(groupOf(apiVersion)).toBe(group);
  });
});

describe('identityOf', () => {
  it('leaves the version out, which is no part of what an object is', () => {
    const now = identityOf(manifest('autoscaling/v2', 'HorizontalPodAutoscaler', 'app', 'shop'));
    expect(now).toEqual({ group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace: 'shop', name: 'app' });
    expect(identityOf(manifest('autoscaling/v1', 'HorizontalPodAutoscaler', 'app', 'shop'))).toEqual(now);
    expect(identityKey(now)).toBe('autoscaling/HorizontalPodAutoscaler/shop/app');
  });

  it('has no namespace for a cluster-scoped object', () => {
    expect(identityKey(identityOf(manifest('v1', 'Namespace', 'shop')))).toBe('/Namespace//shop');
  });
});

describe('compareIdentity', () => {
  it('orders by group, kind, namespace, name, in code units', () => {
    const sorted = [
      manifest('v1', 'ConfigMap', 'a', 'x'),
      manifest('v1', 'Secret', 'Z', 'a'),
      manifest('v1', 'Secret', 'a', 'a'),
      manifest('v1', 'Secret', 'a', 'b'),
      manifest('apps/v1', 'Deployment', 'a', 'a'),
    ];
    expect(sorted.toReversed().sort((a, b) => compareIdentity(identityOf(a), identityOf(b)))).toEqual(sorted);
    expect(compareIdentity(identityOf(sorted[0]!), identityOf(sorted[0]!))).toBe(0);
  });
});

describe('fileNameOf', () => {
  it.each([
    ['a core object', manifest('v1', 'Service', 'app'), 'Service-app.yaml'],
    ['an object of a built-in group', manifest('networking.k8s.io/v1', 'NetworkPolicy', 'app'), 'NetworkPolicy-app.yaml'],
    ['a custom object', manifest('cert-manager.io/v1', 'Certificate', 'app'), 'Certificate.cert-manager.io-app.yaml'],
    ['a custom object of a k8s.io group', manifest('gateway.networking.k8s.io/v1', 'HTTPRoute', 'app'), 'HTTPRoute.gateway.networking.k8s.io-app.yaml'],
    ['a name with a colon', manifest('rbac.authorization.k8s.io/v1', 'ClusterRole', 'system:a'), 'ClusterRole-system%3Aa.yaml'],
    ['a name with slashes', manifest('v1', 'A', '../a\\b'), 'A-..%2Fa%5Cb.yaml'],
    ['a name with letters beyond ASCII', manifest('v1', 'A', 'é😀'), 'A-%C3%A9%F0%9F%98%80.yaml'],
    ['a name with the escape itself', manifest('v1', 'A', '%2F'), 'A-%252F.yaml'],
    ['a name of 200 bytes with its ending', manifest('v1', 'A', 'a'.repeat(193)), `A-${'a'.repeat(193)}.yaml`],
  ])('of %s', (_, object, name) => {
    expect(fileNameOf(object)).toBe(name);
  });

  it('is at most 200 bytes, of safe characters, and another for another name', () => {
    const name = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ unit: anyCharacter, maxLength: 40 }).filter((s) => !/\p{Cs}/u.test(s)), fc.nat(400).map((n) => 'a'.repeat(n)));
    fc.assert(
      fc.property(name, name, (a, b) => {
        const [x, y] = [fileNameOf(manifest('v1', 'A', a)), fileNameOf(manifest('v1', 'A', b))];
        expect(x).toMatch(/^[A-Za-z0-9._%-]{1,195}\.yaml$/);
        expect(x === y).toBe(a === b);
      }),
    );
  });
});

describe('isBuiltInGroup', () => {
  it.each([
    ['', true],
    ['apps', true],
    ['policy', true],
    ['storage.k8s.io', true],
    ['snapshot.storage.k8s.io', false],
    ['gateway.networking.k8s.io', false],
    ['example.com', false],
    ['constructor', false],
  ])('"%s": %s', (group, builtIn) => {
    expect(isBuiltInGroup(group)).toBe(builtIn);
  });
});
