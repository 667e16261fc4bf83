import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { checkBy } from '../src/checks/check-manifests.ts';
import { at, listAt, textAt } from '../src/checks/field.ts';
import { kindOf } from '../src/kernel/kind-of.ts';
import { type CheckContext } from '../src/checks/manifest-set.ts';
import { RULES } from '../src/checks/rules.ts';
import { VALIDATE_RULES } from '../src/checks/validate-rules.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { loadOverlays } from '../src/overlays/load.ts';
import { systems } from '../src/systems/registry.ts';
import { ROOT } from './cli-project.ts';
import { distSystems } from './dist-systems.ts';

const targets = new Map(loadOverlays({ root: ROOT, systems }).environments.map(({ name, target }) => [name, target]));
const pairs = distSystems(join(ROOT, 'dist')).flatMap(({ system, environments }) => environments.map(({ name, manifests }) => ({ place: `${name}/${system}`, manifests: manifests as Manifest[], facts: factsOf(name) })));
const named = pairs.map((pair) => [pair.place, pair] as const);
const policies = (manifests: readonly Manifest[]) => manifests.filter((manifest) => kindOf(manifest) === 'networking.k8s.io/NetworkPolicy');
const found = (manifests: readonly Manifest[], facts: CheckContext, rule: string) => checkBy(VALIDATE_RULES.filter(({ id }) => id === rule), manifests, facts);

describe('every system in every environment', () => {
  it.each(named.flatMap(([place, pair]) => ['1.28', '1.31', '1.34', '1.36'].map((kubernetes) => [place, kubernetes, pair] as const)))('breaks no rule of one set of objects: %s on %s', (_place, kubernetes, { manifests, facts }) => {
    expect(checkBy([...RULES, ...VALIDATE_RULES], manifests, { ...facts, kubernetes })).toEqual([]);
  });
});

describe('a half of an edge that is missing', () => {
  it.each(named)('is missed wherever callers and those who answer are known: %s', (_place, { manifests, facts }) => {
    const halves = policies(manifests).filter((policy) => /-\d+-egress/.test(policy.metadata.name));
    let cut = 0;
    for (const half of halves) {
      const counterpart = policies(manifests).find(({ metadata: { name } }) => name === half.metadata.name.replace('-egress', '-ingress'));
      // The other end is outside, or the pods of a restore drill, which are there for an hour.
      if (counterpart === undefined || /scratch/.test(half.metadata.name)) continue;
      const without = found(manifests.filter((manifest) => manifest !== counterpart), facts, 'declared-call-is-let-through');
      expect([half.metadata.name, without.map(({ object }) => object.name)]).toEqual([half.metadata.name, expect.arrayContaining([half.metadata.name])]);
      cut++;
      // An operator lets its own pods call each other; ours are all isolated.
      if (/^postgres-to-postgres|^kafka-to-kafka/.test(half.metadata.name)) continue;
      const left = found(manifests.filter((manifest) => manifest !== half), facts, 'network-policy-has-caller');
      expect([counterpart.metadata.name, left.map(({ object }) => object.name)]).toEqual([counterpart.metadata.name, expect.arrayContaining([counterpart.metadata.name])]);
    }
    expect(cut).toBeGreaterThan(0);
  });
});

describe('an authorization that is missing', () => {
  const meshed = named.filter(([, { manifests }]) => manifests.some(isAuthorization));

  it('is one of several systems', () => {
    expect(meshed.length).toBeGreaterThan(2);
  });

  it.each(meshed)('is missed wherever caller and callee have a proxy: %s', (_place, { manifests, facts }) => {
    const edges = manifests.filter(isAuthorization).filter((policy) => /-to-.*-\d+/.test(policy.metadata.name));
    const missed = edges.filter((edge) => found(manifests.filter((manifest) => manifest !== edge), facts, 'mesh-lets-declared-call-in').length > 0);
    // Callers of other namespaces may have a proxy or not, and those of this one are known by the policies that let them in.
    const inside = edges.filter((edge) => policies(manifests).some((policy) => policy.metadata.name.startsWith(edge.metadata.name.replace(/-[0-9a-f]{10}$/, '')) && listAt(policy, 'spec', 'egress').some((rule) => listAt(rule, 'to').some((peer) => at(peer, 'namespaceSelector') === undefined))));
    // A network is any network: whoever is let in by it takes all others along, as far as the mesh goes.
    const needed = inside.filter((edge) => !edges.some((other) => other !== edge && at(other, 'spec', 'targetRef', 'name') === at(edge, 'spec', 'targetRef', 'name') && listAt(other, 'spec', 'requiredAuthenticationRefs').some((ref) => at(ref, 'kind') === 'NetworkAuthentication')));
    expect(missed.map(({ metadata }) => metadata.name).sort()).toEqual(needed.map(({ metadata }) => metadata.name).sort());
  });
});

describe('facts of the environment', () => {
  it.each(named)('decide: %s', (_place, { manifests, facts }) => {
    const rules = (context: CheckContext): string[] => [...new Set(checkBy(RULES, manifests, { ...facts, ...context }).map(({ rule }) => rule))];
    const pinned = manifests.some((manifest) => JSON.stringify(manifest).includes('acme.example/capacity'));
    expect(rules({ nodePools: { other: { labels: { 'acme.example/capacity': 'other' }, taints: [] } } })).toEqual(pinned ? ['pod-fits-node-pool'] : []);
  });
});

function isAuthorization(manifest: Manifest): boolean {
  const kind = kindOf(manifest);
  return (kind === 'security.istio.io/AuthorizationPolicy' && textAt(manifest, 'metadata', 'name') !== 'default-deny') || kind === 'policy.linkerd.io/AuthorizationPolicy';
}

function factsOf(environment: string): CheckContext {
  const { kubernetes, zones, nodePools } = targets.get(environment)!;
  return { kubernetes, zones, nodePools };
}
