import { identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';

/** The objects of a set, each identity once, and what is to be said of those that are there more often. */
export interface OneOfEach {
  readonly manifests: readonly Manifest[];
  /** Each one sentence. */
  readonly notes: readonly string[];
}

/**
 * The last object of each identity: it is what stays when all are applied one after the other.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/ (a repeated resource is a warning there)
 */
export function oneOfEach(manifests: readonly Manifest[], side: 'before' | 'after'): OneOfEach {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const key = identityKey(identityOf(manifest));
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [manifest]);
    else known.push(manifest);
  }
  if (groups.size === manifests.length) return { manifests, notes: [] };
  const repeated = [...groups.values()].filter((group) => group.length > 1);
  const told = repeated.slice(0, MOST).map((group) => sentence(group, side));
  const left = repeated.length - told.length;
  return { manifests: [...groups.values()].map((group) => group.at(-1)!), notes: [...told, ...(left > 0 ? [`${left} more objects are there more than once ${side}`] : [])] };
}

const MOST = 10;

function sentence(group: readonly Manifest[], side: string): string {
  const { kind, metadata } = group[0]!;
  const name = metadata.namespace === undefined || metadata.namespace === '' ? metadata.name : `${metadata.namespace}/${metadata.name}`;
  const isSame = group.every((manifest) => JSON.stringify(manifest) === JSON.stringify(group[0]));
  return `${kind} ${name} is there ${group.length} times ${side}, ${isSame ? 'each the same' : 'and not the same: the last one is compared, and which one a cluster keeps hangs on the order in which they are applied'}`;
}
