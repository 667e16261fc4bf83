import { describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../argocd/test-support/crd-schema.ts';
import { permissionProblems } from '../argocd/permitted-objects.ts';
import { checkBy } from '../checks/check-manifests.ts';
import { RULES } from '../checks/rules.ts';
import { collectManifests } from '../render/collect.ts';
import { Foundation } from './foundation.ts';
import { type ImagePolicy } from './target.ts';
import { exampleSystem, objectOf, objectsOf, type Rendered } from './test-support.ts';

const KEY = '-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEexampleexampleexample==\n-----END PUBLIC KEY-----\n';
const WORKFLOW = { issuer: 'https://token.actions.githubusercontent.com', subject: 'https://github.com/acme/shop/.github/workflows/release.yaml@refs/heads/main' };
const quota = { requests: { cpu: '4', memory: '8Gi' }, pods: 30 };

function system(imagePolicy: ImagePolicy | undefined, instance = 'shop-staging') {
  const made = exampleSystem({ instance, target: { imagePolicy } });
  new Foundation(made, 'foundation', { quota });
  return made;
}

const policies = (of: ReturnType<typeof system>): Rendered[] => objectsOf(of).filter(({ apiVersion }) => apiVersion.startsWith('polic') && !apiVersion.startsWith('policy/'));
const wave = ({ metadata }: Rendered): string => metadata.annotations['argocd.argoproj.io/sync-wave'];

describe('the policy of image signatures', () => {
  it('is none where the target says nothing, and the namespace is not labelled', () => {
    const made = system(undefined);
    expect(policies(made)).toEqual([]);
    expect(objectOf(made, 'Namespace').metadata.labels).not.toHaveProperty(['policy.sigstore.dev/include']);
  });

  it('of Sigstore asks for a signature of any key or identity, on the images of the system in its own pods', () => {
    const made = system({ engine: 'sigstore', keys: [KEY], identities: [WORKFLOW] });
    const { spec } = objectOf(made, 'ClusterImagePolicy', 'shop-staging-images');
    expect(spec.images).toEqual([{ glob: 'ghcr.io/acme/shop-app*' }, { glob: 'ghcr.io/acme/shop-migrator*' }]);
    expect(spec.authorities).toEqual([
      { key: { data: KEY, hashAlgorithm: 'sha256' }, name: 'key-1' },
      { ctlog: { url: 'https://rekor.sigstore.dev' }, keyless: { identities: [WORKFLOW], url: 'https://fulcio.sigstore.dev' }, name: 'identity-1' },
    ]);
    expect(spec.mode).toBe('enforce');
    expect(spec.match).toContainEqual({ group: 'batch', resource: 'jobs', selector: { matchLabels: { 'app.kubernetes.io/instance': 'shop-staging' } }, version: 'v1' });
    expect(spec.match.every(({ selector }: Rendered) => selector.matchLabels['app.kubernetes.io/instance'] === 'shop-staging')).toBe(true);
  });

  it('of Sigstore looks at the namespace, and lets the images of others be before it does', () => {
    const made = system({ engine: 'sigstore', keys: [KEY], identities: [] });
    expect(objectOf(made, 'Namespace').metadata.labels['policy.sigstore.dev/include']).toBe('true');
    const others = objectOf(made, 'ClusterImagePolicy', 'shop-staging-other-images');
    expect([wave(others), others.spec.authorities, others.spec.match.length]).toEqual(['-5', [{ name: 'any', static: { action: 'pass' } }], 7]);
  });

  it('of Kyverno holds in the namespace alone, for every list of containers, when a pod is made', () => {
    const made = system({ engine: 'kyverno', keys: [KEY], identities: [WORKFLOW] });
    const { spec } = objectOf(made, 'ImageValidatingPolicy', 'shop-staging-images');
    expect(spec.matchConstraints).toEqual({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop-staging' } },
      resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
    });
    expect(spec.matchImageReferences.map(({ glob }: Rendered) => glob)).toEqual(['ghcr.io/acme/shop-app:*', 'ghcr.io/acme/shop-app@*', 'ghcr.io/acme/shop-migrator:*', 'ghcr.io/acme/shop-migrator@*']);
    const ours = ['app:', 'app@', 'migrator:', 'migrator@'].map((name) => `image.startsWith("ghcr.io/acme/shop-${name}")`).join(' || ');
    expect(spec.validations.map(({ expression }: Rendered) => expression)).toEqual(
      ['containers', 'initContainers', 'ephemeralContainers'].map((list) => `!has(images.${list}) || images.${list}.filter(image, ${ours}).all(image, verifyImageSignatures(image, [attestors.key1, attestors.identity1]) > 0)`),
    );
    expect(objectOf(made, 'Namespace').metadata.labels).not.toHaveProperty(['policy.sigstore.dev/include']);
  });

  const engines: ImagePolicy[] = [
    { engine: 'sigstore', keys: [KEY], identities: [] },
    { engine: 'kyverno', keys: [], identities: [WORKFLOW] },
  ];

  it.each(engines)('by $engine asks for signatures last of all, so that no pod of the old release is refused meanwhile', (facts) => {
    const asking = policies(system(facts)).filter(({ metadata }) => metadata.name.endsWith('-images') && !metadata.name.endsWith('-other-images'));
    expect(asking.map(wave)).toEqual(['2']);
  });

  it.each(engines)('by $engine keeps all rules, is permitted in the AppProject, and never clashes with another installation', (facts) => {
    const made = system(facts);
    const manifests = collectManifests(made);
    expect(checkBy(RULES.filter(({ severity }) => severity === 'error'), manifests, { kubernetes: '1.36' })).toEqual([]);
    const pair = { environment: 'staging', system: 'shop' } as Parameters<typeof permissionProblems>[0];
    expect(permissionProblems(pair, manifests, { kinds: [], kindsOf: {} } as unknown as Parameters<typeof permissionProblems>[2])).toEqual([]);
    if (crdsArePresent) expect(policies(made).flatMap((policy) => violationsOf(policy))).toEqual([]);
    const other = policies(system(facts, 'shop-production'));
    const names = [...policies(made), ...other].map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('has the same name whatever it says, so that a sync prunes nothing', () => {
    const names = [engines[0]!, { ...engines[0]!, identities: [WORKFLOW] }].map((facts) => policies(system(facts)).map(({ metadata }) => metadata.name));
    expect(names[0]).toEqual(names[1]);
  });
});
