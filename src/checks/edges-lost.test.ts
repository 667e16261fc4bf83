import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../kernel/manifest.ts';
import { edgesLost } from './edges-lost.ts';
import { deployment, inWave, object } from './test-support/manifests.ts';

const set = (...manifests: object[]) => manifests as Manifest[];
const edge = (name: string, port: number, wave = -5) =>
  inWave(wave, object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec: { podSelector: {}, egress: [{ to: [{ podSelector: { matchLabels: { app: 'db' } } }], ports: [{ port, protocol: 'TCP' }] }] } }));
const deny = inWave(2, object('networking.k8s.io/v1', 'NetworkPolicy', 'deny', { spec: { podSelector: {}, policyTypes: ['Ingress'] } }));
const web = inWave(0, deployment());

describe('edgesLost', () => {
  it('is empty where nothing changes', () => {
    expect(edgesLost(set(edge('a', 5432), web, deny), set(edge('a', 5432), web, deny))).toEqual([]);
  });

  it('is empty where an edge leaves, because prunes come last', () => {
    expect(edgesLost(set(edge('a', 5432), web, deny), set(web, deny))).toEqual([]);
  });

  it('is empty where one edge comes under another name', () => {
    expect(edgesLost(set(edge('a', 5432), web, deny), set(edge('b', 5432), web, deny))).toEqual([]);
  });

  it('names every wave in which an edge is closed that was changed in place', () => {
    const lost = edgesLost(set(edge('a', 5432), web, deny), set(edge('a', 6432), web, deny));
    expect(lost.map(({ wave }) => wave)).toEqual([-5, 0]);
    expect(lost[0]!.edge).toContain('5432');
  });

  it('is empty where the change in place stands in the last wave', () => {
    expect(edgesLost(set(edge('a', 5432, 2), web), set(edge('a', 6432, 2), web))).toEqual([]);
  });

  it('names what a policy of a mesh no longer grants, changed in place', () => {
    const ports = (...list: number[]) => inWave(-5, object('security.istio.io/v1', 'PeerAuthentication', 'web', { spec: { portLevelMtls: Object.fromEntries(list.map((port) => [port, { mode: 'PERMISSIVE' }])) } }));
    expect(edgesLost(set(ports(80), web, deny), set(ports(80, 81), web, deny))).toEqual([]);
    expect(edgesLost(set(ports(80, 81), web, deny), set(ports(80), web, deny)).map(({ wave }) => wave)).toEqual([-5, 0]);
  });

  it('bears policies of another shape, and sets without any', () => {
    expect(edgesLost(set(object('networking.k8s.io/v1', 'NetworkPolicy', 'a', { spec: 'x' })), set())).toEqual([]);
    expect(edgesLost([], [])).toEqual([]);
  });
});
