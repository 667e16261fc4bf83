import { describe, expect, it } from '@jest/globals';
import { type Manifest } from '../../kernel/manifest.ts';
import { prove } from '../proof.ts';
import { ReleaseSet } from '../release-set.ts';
import { edited, NAMESPACE, object, shop, wave } from '../test-support/shop.ts';

const set = (manifests: readonly Manifest[]): ReleaseSet => new ReleaseSet(manifests, NAMESPACE);
const found = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] => prove(set(before), set(after), { namespace: NAMESPACE }).counterexamples.map(({ invariant, key }) => `${invariant}: ${key.split('/')[1]} ${key.split('/')[3]}`);

const db = { 'app.kubernetes.io/name': 'shop', 'app.kubernetes.io/component': 'db' };
const rule = (...rules: readonly unknown[]): Readonly<Record<string, unknown>> => ({ spec: { egress: rules } });
const toDb = (ports: readonly unknown[]): Readonly<Record<string, unknown>> => rule({ to: [{ podSelector: { matchLabels: db } }], ...(ports.length === 0 ? {} : { ports }) });
const EDGE = 'NetworkPolicy web-to-db-egress';
const policy = (name: string, at: number, spec: Readonly<Record<string, unknown>>): Manifest => object('networking.k8s.io/v1', 'NetworkPolicy', name, at, { spec });
const toBlock = (cidr: string, except?: readonly string[]): Manifest => policy('web-to-mail', -5, { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: { cidr, ...(except === undefined ? {} : { except }) } }], ports: [{ port: 587 }] }] });
const toSpace = (peer: unknown): Manifest => policy('web-to-mail', -5, { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, policyTypes: ['Egress'], egress: [{ to: [peer], ports: [{ port: 'smtp' }] }] });
const named = (name: string, namespace: string): unknown => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } }, podSelector: { matchLabels: { app: name } } });

describe('a policy edited in place', () => {
  it.each<[string, Parameters<typeof edited>[1]]>([
    ['to the same, with its protocol left out', { [EDGE]: toDb([{ port: 5432 }]) }],
    ['to all ports', { [EDGE]: toDb([]) }],
    ['to a range that holds the port', { [EDGE]: toDb([{ port: 5000, endPort: 6000, protocol: 'TCP' }]) }],
    ['to two ranges that meet at the port', { [EDGE]: toDb([{ port: 5000, endPort: 5431 }, { port: 5432, endPort: 6000 }]) }],
    ['to a port by its name', { [EDGE]: toDb([{ port: 'sql' }]) }],
    ['to a selector of the same meaning', { [EDGE]: rule({ to: [{ podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'In', values: ['db'] }] } }], ports: [{ port: 5432 }] }) }],
    ['to more pods', { [EDGE]: rule({ to: [{ podSelector: {} }], ports: [{ port: 5432 }] }) }],
    ['to a peer that names nobody in particular', { [EDGE]: rule({ to: [{}], ports: [{ port: 5432 }] }) }],
    ['to everybody', { [EDGE]: rule({}) }],
  ])('%s closes nothing', (_name, edits) => {
    expect(found(shop('1'), edited(shop('2'), edits))).toEqual([]);
  });

  it.each<[string, Parameters<typeof edited>[1], string]>([
    ['to another port', { [EDGE]: toDb([{ port: 6432 }]) }, 'Deployment web'],
    ['to another protocol', { [EDGE]: toDb([{ port: 5432, protocol: 'UDP' }]) }, 'Deployment web'],
    ['to a range beside the port', { [EDGE]: toDb([{ port: 5433, endPort: 6000 }]) }, 'Deployment web'],
    ['to pods that there are none of', { [EDGE]: rule({ to: [{ podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/component', operator: 'NotIn', values: ['db'] }] } }] }) }, 'Deployment web'],
    ['to a second port, which pods that serve lose on the way back', { [EDGE]: toDb([{ port: 5432 }, { port: 6432 }]), 'NetworkPolicy web-to-db-ingress': { spec: { ingress: [{ from: [{ podSelector: {} }] }] } } }, 'Deployment web'],
  ])('%s is named', (_name, edits, about) => {
    expect(found(shop('1'), edited(shop('2'), edits))).toContain(`edges-stay-open: ${about}`);
  });

  it('may leave its second port to a policy of its own', () => {
    expect(found(shop('1'), [...shop('2'), policy('web-to-db-6432', -5, { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: { matchLabels: db } }], ports: [{ port: 6432 }] }] })])).toEqual([]);
  });

  it.each<[string, Manifest, Manifest, boolean]>([
    ['a larger block', toBlock('10.1.0.0/20'), toBlock('10.1.0.0/16'), true],
    ['a smaller block', toBlock('10.1.0.0/16'), toBlock('10.1.0.0/20'), false],
    ['a block with a hole', toBlock('10.1.0.0/16'), toBlock('10.1.0.0/16', ['10.1.2.0/24']), false],
    ['a block without its hole', toBlock('10.1.0.0/16', ['10.1.2.0/24']), toBlock('10.1.0.0/16'), true],
    ['a hole that is smaller', toBlock('10.1.0.0/16', ['10.1.2.0/24']), toBlock('10.0.0.0/8', ['10.1.2.0/25']), true],
    ['a larger block of IPv6', toBlock('2001:db8::/64'), toBlock('2001:db8::/32'), true],
    ['the other family', toBlock('0.0.0.0/0'), toBlock('::/0'), false],
    ['a namespace by its name in a list', toSpace(named('mail', 'mail')), toSpace({ namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['mail', 'post'] }] } }), true],
    ['another namespace', toSpace(named('mail', 'mail')), toSpace(named('mail', 'post')), false],
    ['pods that have one label more', toSpace({ namespaceSelector: {} }), toSpace({ namespaceSelector: {}, podSelector: { matchLabels: { app: 'mail' } } }), false],
  ])('to %s', (_name, before, after, isFine) => {
    const names = found([...shop('1'), before], [...shop('2'), after]);
    expect(names).toEqual(isFine ? [] : ['edges-stay-open: Deployment web']);
  });
});

describe('what nobody closed', () => {
  const DENY = 'NetworkPolicy default-deny';
  const open = (manifests: readonly Manifest[]): Manifest[] => manifests.filter(({ kind }) => kind !== 'NetworkPolicy');

  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['that denies all, for some pods', edited(shop('1'), { [DENY]: null }), edited(shop('2'), { [DENY]: wave(-5) })],
    ['that denies all, where there was no policy', open(shop('1')), edited(shop('2'), { [DENY]: wave(-5) })],
    ['that denies who comes in', open(shop('1')), [...open(shop('2')), policy('default-deny', -5, { podSelector: {}, policyTypes: ['Ingress'] })]],
  ])('is closed by an early policy %s', (_name, before, after) => {
    expect(found(before, after)).toContain('edges-stay-open: NetworkPolicy default-deny');
  });

  it('is closed by an early policy that opens something else', () => {
    const mail = toBlock('10.1.0.0/16');
    expect(found(open(shop('1')), [...edited(shop('2'), { [EDGE]: wave(0), 'NetworkPolicy migrate-to-db-egress': wave(-1) }), mail])).toContain('edges-stay-open: Deployment web');
  });

  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['the last wave', edited(shop('1'), { [DENY]: null }), shop('2')],
    ['the last wave, with ways that were opened before', open(shop('1')), shop('2')],
    ['no wave, as the policies leave', shop('1'), open(shop('2'))],
    ['an early wave, where it was there before', edited(shop('1'), { [DENY]: wave(-5) }), edited(shop('2'), { [DENY]: wave(-5) })],
  ])('may be closed in %s', (_name, before, after) => {
    expect(found(before, after).filter((name) => name.startsWith('edges-stay-open') && !name.endsWith('migrate'))).toEqual([]);
  });
});

describe('pods that are called', () => {
  const relabelled = (labels: Readonly<Record<string, unknown>>): Parameters<typeof edited>[1] => ({ 'StatefulSet db': { spec: { template: { metadata: { labels } } } } });
  const selecting = edited(shop('1'), { ...relabelled({ tier: 'data' }), [EDGE]: rule({ to: [{ podSelector: { matchLabels: { tier: 'data' } } }], ports: [{ port: 5432 }] }) });
  const next = (labels: Readonly<Record<string, unknown>>): Manifest[] => edited(shop('2'), { ...relabelled(labels), [EDGE]: rule({ to: [{ podSelector: { matchLabels: { tier: 'data' } } }], ports: [{ port: 5432 }] }) });

  it('are named where they lose the label that their callers select', () => {
    expect(found(selecting, next({}))).toContain('edges-stay-open: StatefulSet db');
  });

  it('may lose one that nobody selects, or get one', () => {
    expect(found(edited(shop('1'), relabelled({ tier: 'data' })), edited(shop('2'), relabelled({ rank: 'first' })))).toEqual([]);
    expect(found(selecting, next({ tier: 'data', rank: 'first' }))).toEqual([]);
  });

  it('may lose one when a policy for the others came with them', () => {
    const besides = policy('web-to-db-by-name', -5, { podSelector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: { matchLabels: db } }], ports: [{ port: 5432 }] }] });
    expect(found(selecting, [...next({}), besides])).toEqual([]);
  });
});

describe('a mesh', () => {
  const inject = { 'sidecar.istio.io/inject': 'true' };
  const meshed = (...names: readonly string[]): Parameters<typeof edited>[1] => Object.fromEntries(names.map((name) => [name, { spec: { template: { metadata: { labels: inject } } } }]));
  const [WEB, DB] = ['Deployment web', 'StatefulSet db'] as const;
  const peers = (at: number, spec: Readonly<Record<string, unknown>> = { mtls: { mode: 'STRICT' } }): Manifest => object('security.istio.io/v1', 'PeerAuthentication', 'default', at, { spec });
  const authorization = (name: string, at: number, spec: Readonly<Record<string, unknown>>): Manifest => object('security.istio.io/v1', 'AuthorizationPolicy', name, at, { spec });
  const plain = (version: string, edits: Parameters<typeof edited>[1] = {}): Manifest[] => edited(edited(shop(version), { 'AuthorizationPolicy web-to-db': null }), edits);
  const edges = (before: readonly Manifest[], after: readonly Manifest[]): readonly string[] => found(before, after).filter((name) => name.startsWith('edges-stay-open'));

  it.each<[string, readonly Manifest[], readonly Manifest[], string]>([
    ['strict over callers without a proxy', plain('1', meshed(DB)), [...plain('2', meshed(DB, WEB)), peers(-5)], 'StatefulSet db'],
    ['strict over whoever calls from outside', plain('1', meshed(WEB)), [...plain('2', meshed(WEB)), peers(-5)], 'PeerAuthentication default'],
    ['strict in place', [...plain('1', meshed(WEB)), peers(-5, { mtls: { mode: 'PERMISSIVE' } })], [...plain('2', meshed(WEB)), peers(-5)], 'PeerAuthentication default'],
    ['denied to all', plain('1', meshed(WEB)), [...plain('2', meshed(WEB)), authorization('nobody', -5, { action: 'DENY', rules: [{}] })], 'AuthorizationPolicy nobody'],
    ['allowed to nobody', plain('1', meshed(WEB)), [...plain('2', meshed(WEB)), authorization('nobody', -5, {})], 'AuthorizationPolicy nobody'],
    ['allowed to somebody else', plain('1', meshed(WEB, DB)), [...plain('2', meshed(WEB, DB)), authorization('api-to-db', -5, { selector: { matchLabels: db }, rules: [{ from: [{ source: { principals: ['cluster.local/ns/other/sa/api'] } }] }] })], 'StatefulSet db'],
  ])('that is early %s is named', (_name, before, after, about) => {
    expect(edges(before, after)).toContain(`edges-stay-open: ${about}`);
  });

  it.each<[string, readonly Manifest[], readonly Manifest[]]>([
    ['strict in the last wave', plain('1'), [...plain('2', meshed(WEB, DB)), peers(2)]],
    ['strict over pods without a proxy', plain('1'), [...plain('2'), peers(-5)]],
    ['as strict as before', [...plain('1', meshed(WEB, DB)), peers(2)], [...plain('2', meshed(WEB, DB)), peers(-5)]],
    ['strict once more', [...plain('1', meshed(WEB)), peers(2)], [...plain('2', meshed(WEB)), peers(2), object('security.istio.io/v1', 'PeerAuthentication', 'web', -5, { spec: { selector: { matchLabels: { 'app.kubernetes.io/component': 'web' } }, mtls: { mode: 'STRICT' } } })]],
    ['closed in the last wave', plain('1', meshed(WEB)), [...plain('2', meshed(WEB)), authorization('nobody', 2, {})]],
    ['opened to one more', [...plain('1', meshed(WEB)), authorization('nobody', 2, {})], [...plain('2', meshed(WEB)), authorization('nobody', 2, {}), authorization('api-to-web', -5, { rules: [{ from: [{ source: { principals: ['api'] } }] }] })]],
  ])('may be %s', (_name, before, after) => {
    expect(edges(before, after)).toEqual([]);
  });
});
