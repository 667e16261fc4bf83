import { afterAll, describe, expect, it } from '@jest/globals';
import { crdsArePresent, violationsOf } from '../src/argocd/test-support/crd-schema.ts';
import { checkManifests } from '../src/checks/check-manifests.ts';
import { isCustom } from './custom-resources.ts';
import { type Choice, PLAIN, refusalOf, refusalsOf, shown, type Variant, VariantProject, WORDS } from './shop-variants.ts';

const project = new VariantProject();
afterAll(() => project.remove());

/** Choices that meddle with each other: what brings traffic in and shifts it, and what is stored where. */
const PRODUCTS: readonly { readonly what: string; readonly of: readonly Choice[]; readonly variants: number }[] = [
  { what: 'the way in and how a new version takes over', of: ['sidecars', 'exposure', 'rollouts', 'strategy', 'inside', 'limit'], variants: 1008 },
  { what: 'what is stored where, and by whose secrets', of: ['sidecars', 'store', 'postgres', 'redis', 'kafka', 'migrate'], variants: 972 },
];

describe.each(PRODUCTS)('every combination of $what', ({ of, variants }) => {
  it.each(WORDS.mesh)('holds every rule, or is refused with the way out: mesh %s', (mesh) => {
    const wrong: string[] = [];
    const all = product(of).map((words) => ({ ...PLAIN, ...words, mesh }));
    for (const variant of all) wrong.push(...judged(variant).map((what) => `${shown(variant)}: ${what}`));
    expect(wrong).toEqual([]);
    expect(all).toHaveLength(variants);
  });
});

/** What is wrong with a variant. */
function judged(variant: Variant): string[] {
  const says = refusalsOf(variant);
  let manifests: readonly Parameters<typeof violationsOf>[0][] = [];
  let found: string[] = [];
  const refusal = refusalOf(() => {
    const made = project.render(variant).files.map(({ manifest }) => manifest);
    found = checkManifests(made, { kubernetes: '1.34' }).map(({ rule, object, path, message }) => `${object.kind} ${object.name} ${path}: ${message} (${rule})`);
    manifests = made.filter(isCustom);
  });
  // What is built first speaks first: a refused part keeps the next from being looked at.
  if (refusal !== undefined) return says.some((each) => each.test(refusal)) ? [] : [`refused: ${refusal}`];
  if (says.length > 0) return [`is not refused for ${says.join(', ')}`];
  return [...found, ...(crdsArePresent ? manifests.flatMap((manifest) => violationsOf(manifest)) : [])];
}

function product(choices: readonly Choice[]): Record<string, string>[] {
  return choices.reduce<Record<string, string>[]>((rows, choice) => rows.flatMap((row) => WORDS[choice].map((word) => ({ ...row, [choice]: word }))), [{}]);
}
