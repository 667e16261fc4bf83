import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Environment } from './environment.ts';
import { environmentFor } from './environment.ts';
import { targetOf } from './environment.ts';
import { type Environments, parseEnvironments } from './environments.ts';
import { layerOfText, textOf } from './test-support.ts';

const digest = `sha256:${'8'.repeat(64)}`;

const DEFAULTS = `
defaults:
  kubernetes: "1.34"
  zones: [zone-a, zone-b]
  apiServer: { cidrs: [10.0.0.10/32] }
  probeImage: ghcr.io/acme/probe:8.11.1@${digest}
`;

function parse(environments: string, defaults = DEFAULTS): Environments {
  return parseEnvironments(layerOfText('overlays/environments.yaml', `schema: slipway.environments/v1${defaults}environments:\n${environments}`));
}

/** An environment of two lines, and whatever else is said of it. */
function environment(name: string, ...lines: string[]): string {
  return [`  ${name}:`, `    cluster: { name: ${name} }`, `    domain: ${name}.acme.example`, ...lines.map((line) => `    ${line}`), ''].join('\n');
}

function only(text: string, defaults = DEFAULTS): Environment {
  const { environments, problems } = parse(text, defaults);
  expect(textOf(problems)).toBe('');
  return environments[0]!;
}

describe('an environment', () => {
  it('has documented defaults', () => {
    expect(only(environment('dev'))).toEqual({
      name: 'dev',
      stage: 'dev',
      order: 0,
      cluster: { name: 'dev' },
      readyUrls: {},
      exceptions: {},
      secretStores: {},
      accepts: 'builds',
      promotion: { requires: [] },
      target: {
        kubernetes: '1.34',
        tier: 'release',
        zones: ['zone-a', 'zone-b'],
        nodePools: {},
        domain: 'dev.acme.example',
        mesh: 'none',
        nativeSidecars: false,
        dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
        apiServer: { cidrs: ['10.0.0.10/32'], port: 6443 },
        probeImage: `ghcr.io/acme/probe:8.11.1@${digest}`,
        storage: {},
        platformVariables: [],
      },
    });
  });

  it('holds nothing in its target that constructs may not ask for', () => {
    const { target } = only(environment('dev', 'stage: development', 'registry: ghcr.io/acme', 'readyUrls: { shop: https://shop.dev.acme.example }'));
    for (const key of ['name', 'stage', 'order', 'cluster', 'registry', 'readyUrls', 'accepts', 'promotion']) expect(target).not.toHaveProperty(key);
  });

  it('gives a system a secret store of its own, and all others the shared one', () => {
    const all = only(environment('dev', 'secretStore: { name: vault }', 'secretStores: { shop: { name: parameters, provider: aws-parameter-store } }'));
    expect(targetOf(all, 'shop').secretStore).toMatchObject({ name: 'parameters', provider: 'aws-parameter-store', via: 'external-secrets' });
    expect(targetOf(all, 'blog').secretStore).toMatchObject({ name: 'vault', provider: 'vault' });
  });

  it('says otherwise than the defaults, and removes them by null', () => {
    const defaults = `${DEFAULTS}  monitoring: { from: { namespace: monitoring } }\n`;
    const text = environment('dev', 'zones: [zone-c]', 'apiServer: { port: 443 }', 'monitoring: null');
    const { target } = only(text, defaults);
    expect(target.zones).toEqual(['zone-c']);
    expect(target.apiServer).toEqual({ cidrs: ['10.0.0.10/32'], port: 443 });
    expect(target).not.toHaveProperty('monitoring');
  });

  it('knows what promotion into it requires', () => {
    const text = environment('dev') + environment('production', 'accepts: signed-tags', 'promotion: { from: dev, requires: [ready, e2e, ci, signed-tag, approvals: 2, soak: 90m] }');
    expect(parse(text).environments[1]).toMatchObject({
      accepts: 'signed-tags',
      promotion: {
        from: 'dev',
        requires: [{ check: 'ready' }, { check: 'e2e' }, { check: 'ci' }, { check: 'signed-tag' }, { check: 'approvals', count: 2 }, { check: 'soak', duration: '1h30m' }],
      },
    });
  });

  it('lets the releases of one system take a way of their own', () => {
    const exception = 'exceptions: { shop: { accepts: signed-tags, promotion: { from: dev, requires: [approvals: 1] } }, cart: { accepts: tags } }';
    const text = environment('dev') + environment('staging') + environment('production', 'promotion: { from: staging, requires: [e2e] }', exception);
    const production = parse(text).environments.find(({ name }) => name === 'production')!;
    expect(environmentFor(production, 'shop')).toMatchObject({ accepts: 'signed-tags', promotion: { from: 'dev', requires: [{ check: 'approvals', count: 1 }] } });
    expect(environmentFor(production, 'cart')).toMatchObject({ accepts: 'tags', promotion: { from: 'staging', requires: [{ check: 'e2e' }] } });
    for (const system of ['other', 'constructor', '__proto__']) expect(environmentFor(production, system)).toBe(production);
  });

  it('takes every fact of a target', () => {
    const { target } = only(
      environment(
        'dev',
        'nodePools: { compute: { labels: { pool: compute }, taints: [{ key: pool, value: compute, effect: NoSchedule }, { key: spot, effect: NoExecute }] } }',
        'secretStore: { kind: SecretStore, name: vault, refreshInterval: 60m }',
        'exposure: { kind: gateway, name: public, namespace: gateways, section: https, from: { namespace: gateways } }',
        'mesh: istio',
        'monitoring: { from: { namespace: monitoring, labels: { app: prometheus } }, labels: { release: prometheus } }',
        'dns: { namespace: dns, labels: {} }',
        'storage: { class: fast, snapshotClass: snapshots }',
        'platformVariables: [ENVIRONMENT]',
      ),
    );
    expect(target.secretStore).toEqual({ kind: 'SecretStore', name: 'vault', refreshInterval: '1h', provider: 'vault', via: 'external-secrets', parameters: {} });
    expect(target.exposure).toEqual({ kind: 'gateway', name: 'public', namespace: 'gateways', section: 'https', controller: 'other', from: { namespace: 'gateways', labels: {} } });
    expect(target.nodePools['compute']?.taints).toHaveLength(2);
    expect(target.dns).toEqual({ namespace: 'dns', labels: {} });
  });
});

describe('environments', () => {
  it('come in the order of their names, whatever their order in the file', () => {
    const text = environment('staging') + environment('dev') + environment('production');
    expect(parse(text).environments.map(({ name }) => name)).toEqual(['dev', 'production', 'staging']);
  });

  it('of one stage have places of their own', () => {
    const stage = (name: string, order: number): string => environment(name, 'stage: production', `order: ${order}`);
    expect(parse(stage('production-eu', 1) + stage('production-us', 2)).problems).toEqual([]);
    expect(textOf(parse(stage('production-eu', 1) + stage('production-us', 1)).problems)).toContain('the same place in the stage "production"');
  });

  it.each<[string, string, string]>([
    ['the name argocd', environment('argocd'), 'no environment may be called "argocd": dist/argocd holds what Argo CD itself needs'],
    ['the name base', environment('base'), 'no environment may be called "base"'],
    ['the stage base', environment('dev', 'stage: base'), 'no stage may be called "base"\n  fix: stage: dev'],
    ['a name that is no DNS label', environment('Dev'), '"Dev" is not a DNS label'],
    ['a stage with the name of another environment', environment('a', 'stage: b') + environment('b'), 'the stage "b" has the name of an environment'],
    ['a promotion from no stage', environment('a', 'promotion: { from: bb }') + environment('bbb'), 'there is no stage "bb"\n  allowed: bbb\n  fix: from: bbb'],
    ['a promotion from a stage that was deleted, where another one takes from this', environment('a', 'promotion: { from: b }') + environment('b', 'promotion: { from: gone }') + environment('c'), 'there is no stage "gone"\n  allowed: c\n  fix: from: c'],
    ['one where all others take from this', environment('a', 'promotion: { from: b }') + environment('b', 'promotion: { from: gone }'), 'there is no stage "gone"\n  allowed: no stage: what there is takes from b itself\n  fix: delete the line   (releases then come to b directly)'],
    ['a promotion from itself', environment('a', 'promotion: { from: a }'), 'releases would come to "a" from itself'],
    ['a promotion in a circle', environment('a', 'promotion: { from: b }') + environment('b', 'promotion: { from: a }'), 'releases would come to "b" from itself'],
    ['a way of its own from no stage', environment('a', 'exceptions: { shop: { promotion: { from: bb } } }') + environment('bbb'), 'environments.a.exceptions.shop.promotion.from\n  there is no stage "bb"\n  allowed: bbb\n  fix: from: bbb'],
    ['a way of its own in a circle', environment('a', 'promotion: { from: b }') + environment('b', 'exceptions: { shop: { promotion: { from: a } } }'), 'releases would come to "b" from itself'],
    ['no approvals', environment('a', 'promotion: { requires: [approvals: 0] }'), '0 is not a whole number from 1 to 20\n  allowed: a whole number from 1 to 20\n  fix: approvals: 1'],
    ['two requirements in one', environment('a', 'promotion: { requires: [{ approvals: 1, soak: 1h }] }'), '"soak" cannot stand beside "approvals"\n  allowed: ready, e2e, ci, signed-tag; { approvals: 2 }; { soak: 30d }'],
    ['an unknown fact', environment('a', 'zone: [x]'), 'unknown key, did you mean "zones"?'],
    ['an ingress with keys of a gateway', environment('a', 'exposure: { kind: ingress, name: x, class: nginx, from: { namespace: ingress } }'), 'unknown key "name"'],
    ['an http address', environment('a', 'readyUrls: { shop: http://shop.acme.example }'), 'it is not encrypted\n  allowed: https://'],
    ['a secret in the clear', environment('a').replace('name: a', 'name: a, token: abc'), 'unknown key "token"'],
    ['nothing where an environment belongs', '  a: null\n', 'null removes nothing here'],
    ['text where an environment belongs', '  a: b\n', 'environments.a\n  "b" is not a map of keys and values'],
  ])('refuse %s', (_name, text, expected) => {
    expect(textOf(parse(text).problems)).toContain(expected);
  });

  it('say what is wrong with the defaults once, where it stands', () => {
    const { problems } = parse(environment('a') + environment('b'), DEFAULTS.replace('"1.34"', '"1.99"'));
    expect(new Set(textOf(problems).match(/overlays\/environments\.yaml:\S+/g))).toEqual(new Set(['overlays/environments.yaml:3:15']));
    expect(textOf(problems)).toContain('defaults.kubernetes');
  });

  it('name what is missing in an environment', () => {
    const text = textOf(parse('  dev:\n    cluster: { name: dev }\n', '\n').problems);
    for (const key of ['kubernetes', 'zones', 'domain', 'apiServer', 'probeImage']) expect(text).toContain(`environments.dev.${key}\n  "${key}" is missing`);
  });

  it('are known by name even where their facts are wrong', () => {
    const { names, environments } = parse(environment('dev', 'mesh: none of them') + environment('eu', 'stage: production'));
    expect(names).toEqual([{ name: 'dev', stage: 'dev' }, { name: 'eu', stage: 'production' }]);
    expect(environments.map(({ name }) => name)).toEqual(['eu']);
  });
});

describe('overlays/environments.yaml of this repository', () => {
  it('holds dev, production and staging', () => {
    const text = readFileSync(join(__dirname, '../../overlays/environments.yaml'), 'utf8');
    const { environments, problems } = parseEnvironments(layerOfText('overlays/environments.yaml', text));
    expect(textOf(problems)).toBe('');
    expect(environments.map(({ name, target }) => [name, target.tier])).toEqual([['dev', 'development'], ['production', 'release'], ['staging', 'release']]);
  });
});
