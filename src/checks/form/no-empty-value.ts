import { isBuiltInGroup, groupOf } from '../../kernel/manifest.ts';
import { isFields } from '../field.ts';
import { type Node, pathOfNode } from '../nodes-of.ts';
import { type Rule } from '../rule.ts';

/**
 * An empty map or list says the same as nothing, except where an empty map chooses a variant or
 * selects everything. In custom resources that is common (`selfSigned: {}`, an Istio policy's
 * `rules: [{}]`) and unknowable, so they are asked about their metadata alone.
 */
export const noEmptyValue: Rule = {
  id: 'no-empty-value',
  severity: 'warning',
  why: 'a reader takes an empty map or list for a setting, and its coming and going for a change',
  source: 'https://argo-cd.readthedocs.io/en/stable/user-guide/diffing/',
  values: ['empty'],
  *check({ manifest, suspects }) {
    // The schemas in it are full of empty maps that mean "anything".
    if (manifest.kind === 'CustomResourceDefinition') return;
    const builtIn = isBuiltInGroup(groupOf(manifest.apiVersion));
    for (const node of suspects) {
      const what = emptiness(node.value);
      if (what === undefined || (what === '{}' && hasMeaning(node)) || !(builtIn || isInMetadata(node))) continue;
      yield { path: pathOfNode(node), message: `${what} says nothing`, fix: 'remove the field' };
    }
  },
};

/** Fields where an empty map is not the same as no map. */
const MEANINGFUL: ReadonlySet<unknown> = new Set([
  // A kind of volume, with its defaults.
  'emptyDir',
  'downwardAPI',
  // A label selector: empty selects everything, absent selects nothing or this namespace only.
  'selector',
  'labelSelector',
  'podSelector',
  'namespaceSelector',
  'objectSelector',
]);

function hasMeaning({ key }: Node): boolean {
  // An element of a list may mean a lot: `ingress: [{}]` lets everything in.
  return typeof key === 'number' || MEANINGFUL.has(key);
}

function emptiness(value: unknown): '[]' | '{}' | undefined {
  if (Array.isArray(value)) return value.length === 0 ? '[]' : undefined;
  if (!isFields(value)) return undefined;
  // Asked of every map there is, so without a list of its keys.
  for (const key in value) if (Object.hasOwn(value, key)) return undefined;
  return '{}';
}

function isInMetadata(node: Node): boolean {
  for (let here: Node | undefined = node; here !== undefined; here = here.parent) if (here.key === 'metadata') return true;
  return false;
}
