import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { meshEffect, meshGrants } from './mesh-policy.ts';
import { object } from './test-support/manifests.ts';

const istio = (kind: string, spec?: object) => object('security.istio.io/v1', kind, 'web', { spec }) as Manifest;
const linkerd = (kind: string, spec?: object) => object('policy.linkerd.io/v1alpha1', kind, 'web', { spec }) as Manifest;
const rule = { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] };

describe('what an object of a mesh does', () => {
  it.each<[string, Manifest, 'narrows' | 'grants' | undefined]>([
    ['strict mTLS', istio('PeerAuthentication', { mtls: { mode: 'STRICT' } }), 'narrows'],
    ['permissive mTLS', istio('PeerAuthentication', { mtls: { mode: 'PERMISSIVE' } }), undefined],
    ['exceptions for single ports', istio('PeerAuthentication', { mtls: { mode: 'UNSET' }, portLevelMtls: { 80: { mode: 'PERMISSIVE' } } }), undefined],
    ['a policy with rules', istio('AuthorizationPolicy', { rules: [rule] }), 'grants'],
    ['a policy that allows nothing', istio('AuthorizationPolicy', { action: 'ALLOW' }), 'narrows'],
    ['a policy without spec', istio('AuthorizationPolicy'), 'narrows'],
    ['a policy that denies', istio('AuthorizationPolicy', { action: 'DENY', rules: [rule] }), 'narrows'],
    ['a policy that records', istio('AuthorizationPolicy', { action: 'AUDIT', rules: [rule] }), undefined],
    ['a Server, which denies by default', linkerd('Server', { port: 80 }), 'narrows'],
    ['a Server that records', linkerd('Server', { accessPolicy: 'audit', port: 80 }), undefined],
    ['an authorization of Linkerd', linkerd('AuthorizationPolicy', {}), 'grants'],
    ['identities', linkerd('MeshTLSAuthentication', {}), 'grants'],
    ['networks', linkerd('NetworkAuthentication', {}), 'grants'],
    ['anything else', object('v1', 'Service', 'web') as Manifest, undefined],
  ])('%s', (_name, manifest, effect) => {
    expect(meshEffect(manifest)).toBe(effect);
  });
});

describe('what an object of a mesh lets through', () => {
  it.each<[string, Manifest, number]>([
    ['each rule of a policy that allows', istio('AuthorizationPolicy', { rules: [rule, rule] }), 2],
    ['nothing of a policy that denies', istio('AuthorizationPolicy', { action: 'DENY', rules: [rule] }), 0],
    ['each port that takes plaintext', istio('PeerAuthentication', { portLevelMtls: { 80: { mode: 'PERMISSIVE' }, 81: { mode: 'STRICT' } } }), 1],
    ['each identity, by name and by reference', linkerd('MeshTLSAuthentication', { identities: ['*'], identityRefs: [{ kind: 'Namespace', name: 'a' }] }), 2],
    ['each network', linkerd('NetworkAuthentication', { networks: [{ cidr: '10.0.0.0/8' }] }), 1],
    ['the target and what it requires', linkerd('AuthorizationPolicy', { targetRef: { kind: 'Server', name: 'web-80' } }), 1],
    ['nothing of a Server', linkerd('Server', { port: 80 }), 0],
    ['nothing of another shape', istio('AuthorizationPolicy', { rules: 'x' }), 0],
  ])('%s', (_name, manifest, lines) => {
    expect(meshGrants(manifest)).toHaveLength(lines);
  });
});
