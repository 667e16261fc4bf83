import { describe, expect, it } from '@jest/globals';
import { nameKinds, nameTypes } from './core-names.ts';

const kind = (group: string, version: string, name: string) => [`io.k8s.api.${group}.${version}.${name}`, { group, version, kind: name }] as const;

describe('nameKinds', () => {
  it('gives the plain name to the version that Kubernetes prefers', () => {
    const kinds = new Map([kind('a', 'v1beta1', 'Thing'), kind('a', 'v1', 'Thing'), kind('a', 'v1alpha3', 'Thing'), kind('a', 'v2', 'Thing')]);
    expect(Object.fromEntries(nameKinds(kinds))).toEqual({
      'io.k8s.api.a.v2.Thing': 'Thing',
      'io.k8s.api.a.v1.Thing': 'ThingV1',
      'io.k8s.api.a.v1beta1.Thing': 'ThingV1beta1',
      'io.k8s.api.a.v1alpha3.Thing': 'ThingV1alpha3',
    });
  });

  it('refuses a kind that two groups have, rather than choosing one', () => {
    expect(() => nameKinds(new Map([kind('a', 'v1', 'Thing'), kind('b', 'v1', 'Thing')]))).toThrow('the kind Thing is in several groups: a, b');
  });
});

describe('nameTypes', () => {
  const name = (ids: readonly string[], kinds: readonly string[] = [], taken: readonly string[] = []) =>
    Object.fromEntries(nameTypes(ids, new Map(kinds.map((id) => [id, true])), new Set(taken)));

  it('takes the last part of the id', () => {
    expect(name(['io.k8s.api.core.v1.PodSpec'])).toEqual({ 'io.k8s.api.core.v1.PodSpec': 'PodSpec' });
  });

  it('adds the version to older shapes of the same group', () => {
    expect(name(['x.a.v1.Spec', 'x.a.v2.Spec'])).toEqual({ 'x.a.v2.Spec': 'Spec', 'x.a.v1.Spec': 'SpecV1' });
  });

  it('adds the group where groups differ, but not for the core group', () => {
    expect(name(['x.rbac.v1.Subject', 'x.flow.v1.Subject'])).toEqual({ 'x.rbac.v1.Subject': 'RbacSubject', 'x.flow.v1.Subject': 'FlowSubject' });
    expect(name(['x.core.v1.Port', 'x.disco.v1.Port'])).toEqual({ 'x.core.v1.Port': 'Port', 'x.disco.v1.Port': 'DiscoPort' });
  });

  it('leaves a kind its name', () => {
    expect(name(['x.core.v1.ResourceClaim'], [], ['ResourceClaim'])).toEqual({ 'x.core.v1.ResourceClaim': 'CoreResourceClaim' });
  });

  it('calls a kind inside another one embedded', () => {
    expect(name(['x.core.v1.Claim'], ['x.core.v1.Claim'], ['Claim'])).toEqual({ 'x.core.v1.Claim': 'EmbeddedClaim' });
  });
});
