import { afterAll, describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../src/argocd/test-support/crd-schema.ts';
import { checkManifests } from '../src/checks/check-manifests.ts';
import { type Manifest } from '../src/kernel/manifest.ts';
import { isCustom } from './custom-resources.ts';
import { pairwise } from './pairwise.ts';
import { CHOICES, filesOf, PLAIN, refusalOf, refusalsOf, shown, type Variant, VariantProject, WORDS } from './shop-variants.ts';

const { rows, impossible } = pairwise(WORDS, (variant: Variant) => refusalsOf(variant).length === 0);
const project = new VariantProject();
afterAll(() => project.remove());

const manifestsOf = (variant: Variant): Manifest[] => project.render(variant).files.map(({ manifest }) => manifest);

describe('a change of one choice', () => {
  const changes = CHOICES.flatMap((choice) => WORDS[choice].slice(1).map((word) => [`${choice} ${word}`, { ...PLAIN, [choice]: word }] as const));

  it.each(changes)('is one line of environments.yaml or of the overlay: %s', (_name, variant) => {
    const [before, after] = [filesOf(PLAIN), filesOf(variant)];
    const changed = Object.keys(before).flatMap((file) => changedLines(before[file]!, after[file]!));
    expect(changed).toHaveLength(1);
  });

  it('changes what is rendered, wherever it says something new', () => {
    const from = { ...PLAIN, rollouts: 'replicas' } as const;
    const plain = textOf(from);
    const same = changes.filter(([, variant]) => {
      const changed: Variant = { ...variant, rollouts: variant.rollouts === 'none' ? 'replicas' : variant.rollouts };
      return refusalsOf(changed).length === 0 && textOf(changed) === plain;
    });
    // There are no proxies to be native, nothing rolls by Argo Rollouts, and both stores know paths and properties alike.
    expect(same.map(([name]) => name)).toEqual(['sidecars native', 'store aws-secrets-manager', 'rollouts istio', 'rollouts gateway-api', 'rollouts replicas']);
  });
});

describe('every two choices together', () => {
  it('are in a variant that renders, but for these', () => {
    expect(impossible).toEqual([
      'exposure ingress-traefik + limit limited',
      'exposure ingress-other + limit limited',
      'exposure gateway-other + limit limited',
      'store vault by csi + redis in-cluster with a password',
      'store aws-secrets-manager by csi + redis in-cluster with a password',
      'store aws-parameter-store by csi + redis in-cluster with a password',
      'store gcp-secret-manager by csi + redis in-cluster with a password',
      'rollouts none + strategy canary',
      'rollouts none + strategy blue-green',
      'rollouts none + inside canary',
      'rollouts none + inside blue-green',
    ]);
    expect(CHOICES.map((choice) => WORDS[choice].length)).toEqual([3, 2, 7, 9, 4, 3, 3, 3, 3, 3, 2, 2]);
    expect(rows.length).toBeGreaterThanOrEqual(7 * 9);
    expect(rows.length).toBeLessThan(90);
  });

  it.each(rows.map((variant) => [shown(variant), variant] as const))('hold every rule: %s', (_name, variant) => {
    const manifests = manifestsOf(variant);
    expect(checkManifests(manifests, { kubernetes: '1.34' })).toEqual([]);
    if (crdsArePresent) expect(manifests.filter(isCustom).flatMap((manifest) => violationsOf(manifest))).toEqual([]);
  });

  const refused = [
    ...impossible.map((pair) => Object.fromEntries(pair.split(' + ').map((each) => each.split(/ (.*)/).slice(0, 2)))),
    ...WORDS.exposure.flatMap((exposure) => WORDS.rollouts.slice(1).map((rollouts) => ({ exposure, rollouts, strategy: 'canary' }))),
    ...WORDS.exposure.flatMap((exposure) => WORDS.mesh.map((mesh) => ({ exposure, mesh, limit: 'limited' }))),
    ...WORDS.mesh.map((mesh) => ({ mesh, migrate: 'init' })),
  ]
    .map((words) => ({ ...PLAIN, ...words }) as Variant)
    .filter((variant) => refusalsOf(variant).length > 0)
    .map((variant) => [shown(variant), variant] as const);

  it.each([...new Map(refused)])('are refused with the way out where they make no sense: %s', (_name, variant) => {
    const refusal = refusalOf(() => project.render(variant));
    for (const says of refusalsOf(variant)) expect(refusal).toMatch(says);
    expect(refusal!.match(/^ {2}fix: /gm)).toHaveLength(refusal!.split('\n').filter((line) => /^(\S+ {2})?live\/shop/.test(line)).length);
  });

  it.each([
    ['no way in', '    exposure:', '', /web\.host[^]*fix: leave the host out for this target/],
    ['no secret store', '    secretStore:', '', /fix: secretStore: /],
    ['a store that knows no properties', '    secretStore:', '    secretStore: { name: store, provider: azure-key-vault, via: csi, parameters: { keyvaultName: acme, tenantId: t, clientID: c } }', /takes no property[^]*fix: API_TOKEN: \{ key: /],
    ['a mesh that nobody knows', '    mesh:', '    mesh: istoi', /mesh[^]*none, istio, linkerd[^]*fix: mesh: istio/],
    ['a form that nobody knows', 'postgres:', 'postgres: { form: cnpgg }', /form[^]*in-cluster[^]*fix: form: cnpg/],
  ])('are refused with the way out where there is %s', (_what, start, line, says) => {
    expect(refusalOf(() => project.renderFiles(Object.fromEntries(Object.entries(filesOf(PLAIN)).map(([file, text]) => [file, text.split('\n').map((each) => (each.startsWith(start) ? line : each)).join('\n')]))))).toMatch(says);
  });
});

function textOf(variant: Variant): string {
  return project.render(variant).files.map(({ name, text }) => `${name}\n${text}`).join('');
}

/** Lines of either text that the other does not have, where one that is changed counts once. */
function changedLines(before: string, after: string): string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const gone = old.filter((line) => !now.includes(line));
  const come = now.filter((line) => !old.includes(line));
  return gone.length > come.length ? gone : come;
}
