import { describe, expect, it } from '@jest/globals';
import * as jsYaml from 'js-yaml';
import { crdsArePresent, violationsOf } from '../src/argocd/test-support/crd-schema.ts';
import { checkBy } from '../src/checks/check-manifests.ts';
import { at, isFields, listAt, textAt } from '../src/checks/field.ts';
import { ManifestSet } from '../src/checks/manifest-set.ts';
import { podsOf } from '../src/checks/pods-of.ts';
import { referencesOf } from '../src/checks/references-of.ts';
import { RULES } from '../src/checks/rules.ts';
import { groupOf, identityKey, identityOf, isBuiltInGroup, type Manifest } from '../src/kernel/manifest.ts';
import { emitManifest } from '../src/kernel/yaml-emitter.ts';
import { loadOverlays } from '../src/overlays/load.ts';
import { clusterProblems } from '../src/render/cluster-clashes.ts';
import { type RenderedPair } from '../src/render/render-pair.ts';
import { systems } from '../src/systems/registry.ts';
import { contractsOf } from './contracts.ts';
import { isCustom } from './custom-resources.ts';
import { objects, pairs, ROOT } from './every-system.ts';
import { FAULTS } from './planted-faults.ts';

const overlays = loadOverlays({ root: ROOT, systems });
const named = pairs.map((pair) => [`${pair.environment}/${pair.system}`, pair] as const);
const manifestsOf = (pair: RenderedPair): Manifest[] => pair.files.map(({ manifest }) => manifest);
const minorOf = ({ environment }: RenderedPair): string => overlays.environments.find(({ name }) => name === environment)!.target.kubernetes;

/** Where each system is deployed. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  capakraken: ['dev', 'staging', 'production'],
  cartrader: ['dev', 'staging', 'production'],
  couchannel: ['staging', 'production'],
  tradepsykl: ['dev', 'production'],
  tradepulse: ['staging', 'production'],
};

describe('the systems', () => {
  it.each(systems.map(({ name }) => name))('are rendered wherever they are deployed: %s', (system) => {
    const places = pairs.filter((pair) => pair.system === system).map(({ environment }) => environment);
    expect(places).toEqual([...PLACES[system]!].sort());
  });

  it('meet each kind of environment', () => {
    const targets = overlays.pairs.map(({ target }) => target);
    expect(new Set(targets.map(({ mesh }) => mesh))).toEqual(new Set(['none', 'istio', 'linkerd']));
    expect(new Set(targets.map(({ exposure }) => exposure?.kind))).toEqual(new Set(['ingress', 'gateway', 'istio']));
  });
});

describe('the text of every object', () => {
  it.each(named)('is canonical, and read alike by the parsers of YAML 1.1 and 1.2: %s', (_name, pair) => {
    const wrong = pair.files.flatMap(({ name, text, manifest }) => {
      const [old, now] = [jsYaml.load(text, { schema: jsYaml.YAML11_SCHEMA }), jsYaml.load(text)] as Manifest[];
      const faults = {
        'means something else': JSON.stringify(sorted(now)) !== JSON.stringify(sorted(manifest)),
        'means something else in YAML 1.1': JSON.stringify(sorted(old)) !== JSON.stringify(sorted(manifest)),
        'is written otherwise the second time': emitManifest(now!) !== text,
        'has keys out of order': !isSorted(now, true),
        'has spaces at the end of a line, tabs, a carriage return, or no end of line': /[ \t]+$|\t|\r/m.test(text) || !text.endsWith('\n'),
        'begins otherwise than with ---': !text.startsWith('---\napiVersion: '),
      };
      return Object.entries(faults).flatMap(([what, found]) => (found ? [`${name} ${what}`] : []));
    });
    expect(wrong).toEqual([]);
  });
});

describe('a rule that holds in every pair', () => {
  const rules = new Map(RULES.map((rule) => [rule.id, rule]));

  it.each(FAULTS.map((fault) => [`${fault.requirement} (${fault.rule})`, fault] as const))('would find it otherwise: %s', (_name, { rule: id, severity = 'error', plant }) => {
    const rule = rules.get(id)!;
    expect(rule.severity).toBe(severity);
    const planted = pairs.flatMap((pair) => {
      const manifests = plant(structuredClone(manifestsOf(pair)));
      return manifests === undefined ? [] : [{ place: `${pair.environment}/${pair.system}`, found: checkBy([rule], manifests, { kubernetes: minorOf(pair) }).length > 0 }];
    });
    // One system alone need not have everything.
    if (systems.length > 1) expect(planted.length).toBeGreaterThan(0);
    expect(planted.filter(({ found }) => !found)).toEqual([]);
  });
});

describe('every name that an object refers to', () => {
  /** Not waited for, because nothing does: the reason stands beside each. */
  const WHENEVER = new Set([
    // Lets callers in early, as every edge; the Server closes the port and therefore comes last. Linkerd takes a policy for a Server that is not there yet.
    'policy.linkerd.io/AuthorizationPolicy → policy.linkerd.io/Server',
    // An account's name is put into an identity as text, and nobody looks whether it is there; edges come before accounts.
    'policy.linkerd.io/MeshTLSAuthentication → /ServiceAccount',
  ]);
  const references = objects.flatMap(([path, manifest]) => referencesOf(manifest).map((reference) => ({ path, manifest, reference })));

  it('is waited for, but for these', () => {
    const whenever = references.filter(({ reference }) => reference.order === 'any').map(({ manifest, reference: { to } }) => `${groupOf(manifest.apiVersion)}/${manifest.kind} → ${to.group}/${to.kind}`);
    expect(new Set(whenever)).toEqual(WHENEVER);
  });

  it.each(named)('is rendered, and no later: %s', (_name, pair) => {
    const set = new ManifestSet(manifestsOf(pair));
    const wave = (manifest: Manifest): number => set.stepOf(manifest).wave;
    const late = set.manifests.flatMap((manifest) =>
      referencesOf(manifest).flatMap(({ to, order, optional }) => {
        const target = set.withIdentity(to)[0] ?? set.providerOf(to);
        return optional || order === 'any' || target === undefined || wave(target) <= wave(manifest) ? [] : [`${manifest.kind} ${manifest.metadata.name} → ${to.kind} ${to.name}`];
      }),
    );
    expect(late).toEqual([]);
  });

  it.each(named)('is known as one: no hash of another object stands in a field that nobody looks at: %s', (_name, pair) => {
    const manifests = manifestsOf(pair);
    const hashed = new Map(manifests.filter(({ metadata }) => /-[0-9a-f]{10}$/.test(metadata.name)).map((manifest) => [manifest.metadata.name, manifest]));
    const unknown = manifests.flatMap((manifest) => {
      const known = new Set(referencesOf(manifest).map(({ to }) => to.name));
      return [...new Set(textsIn(manifest['spec']))].filter((text) => hashed.has(text) && text !== manifest.metadata.name && !known.has(text)).map((text) => `${manifest.kind} ${manifest.metadata.name}: ${text}`);
    });
    expect(unknown).toEqual([]);
  });
});

describe('every custom resource', () => {
  const custom = objects.filter(([, { apiVersion }]) => !isBuiltInGroup(groupOf(apiVersion)));
  const orSkip = crdsArePresent ? it : it.skip;
  const why = crdsArePresent ? '' : ' (the definitions are not there)';

  orSkip.each(named)(`holds what its definition allows: %s${why}`, (name) => {
    const wrong = custom.filter(([path, manifest]) => path.startsWith(`${name}/`) && isCustom(manifest)).flatMap(([path, manifest]) => violationsOf(manifest).map((violation) => `${path}: ${violation}`));
    expect(wrong).toEqual([]);
  });

  orSkip(`is of a kind that is defined there, but for those of the backup plug-in${why}`, () => {
    expect(new Set(custom.filter(([, manifest]) => !isCustom(manifest)).map(([, { kind }]) => kind))).toEqual(new Set(['ObjectStore']));
    expect(custom.length).toBeGreaterThan(20);
  });

  orSkip(`would be refused with a field that its definition does not know${why}`, () => {
    for (const [, manifest] of custom.filter(([, each]) => isCustom(each) && isFields(each['spec']))) {
      expect([manifest.kind, violationsOf({ ...manifest, spec: { ...(manifest['spec'] as object), nobodyKnowsThis: 1 } } as Manifest)]).toEqual([manifest.kind, expect.arrayContaining([expect.stringContaining('nobodyKnowsThis')])]);
    }
  });
});

describe('what a contract calls secret', () => {
  const contracts = contractsOf(overlays, systems);

  it('is told by systems', () => {
    expect(contracts.map(({ system }) => system)).toContain('capakraken');
    expect(contracts.filter(({ secrets }) => secrets.length > 0).length).toBeGreaterThan(2);
  });

  it.each(contracts.map((contract) => [`${contract.environment}/${contract.system} ${contract.component}`, contract] as const))('stands nowhere in clear: %s', (_name, { environment, system, component, secrets }) => {
    const pair = pairs.find((each) => each.environment === environment && each.system === system)!;
    const containers = manifestsOf(pair)
      .filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/component'] === component)
      .flatMap((manifest) => podsOf(manifest))
      .flatMap(({ spec }) => [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')]);
    const variables = containers.flatMap((container) => listAt(container, 'env')).filter((variable) => secrets.includes(textAt(variable, 'name') ?? ''));
    expect(variables.filter((variable) => at(variable, 'valueFrom', 'secretKeyRef') === undefined)).toEqual([]);
  });
});

describe('the systems of one cluster', () => {
  it('share no object, no name of the whole cluster and no host', () => {
    expect(clusterProblems(pairs, overlays.environments)).toEqual([]);
  });

  it('would share them all if one were deployed twice', () => {
    const pair = pairs.find(({ environment, system }) => environment === 'production' && system === 'capakraken');
    const twin: RenderedPair = { ...pair!, system: 'twin' };
    const kinds = clusterProblems([pair!, twin], overlays.environments).map(({ path }) => path!.split(' › ')[1]!.split(' ')[0]);
    expect(new Set(kinds)).toEqual(new Set(['ClusterImagePolicy.policy.sigstore.dev', 'Namespace', 'PriorityClass', 'VirtualService.networking.istio.io']));
  });

  it('have names of the whole cluster that carry system and environment', () => {
    const wide = objects.filter(([, { metadata }]) => metadata.namespace === undefined).map(([path, manifest]) => ({ path, name: manifest.metadata.name }));
    expect(wide.filter(({ path, name }) => !name.startsWith(path.split('/').slice(0, 2).reverse().join('-')))).toEqual([]);
  });

  it('have one object for each identity, over all of a cluster', () => {
    const keys = pairs.flatMap((pair) => manifestsOf(pair).map((manifest) => `${overlays.environments.find(({ name }) => name === pair.environment)!.cluster.name} ${identityKey(identityOf(manifest))}`));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

/** The same with the keys of every map in order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  return isFields(value) ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])) : value;
}

/** Whether the keys of every map stand in order; at the top, what says which object it is comes first. */
function isSorted(value: unknown, top = false): boolean {
  if (Array.isArray(value)) return value.every((each) => isSorted(each));
  if (!isFields(value)) return true;
  const keys = Object.keys(value);
  const head = top ? ['apiVersion', 'kind', 'metadata'] : [];
  const wanted = [...head, ...keys.filter((key) => !head.includes(key)).sort()];
  return keys.join('\n') === wanted.join('\n') && Object.values(value).every((each) => isSorted(each));
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isFields(value) ? Object.values(value).flatMap(textsIn) : [];
}
