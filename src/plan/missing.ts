import { type Manifest } from '../kernel/manifest.ts';
import { type AskedFor, askedForIn } from './asked-for.ts';
import { keysOf, mergesInto } from './content.ts';
import { madeBy } from './made-by.ts';
import { needsIn, type ReleaseSet } from './release-set.ts';
import { named } from './words.ts';

/** The objects in a cluster, by key. */
export type Objects = ReadonlyMap<string, Manifest>;

/** Whether a name that pods of a release need is there: rendered, or made by an operator. */
export function isThere(key: string, live: Objects, release: ReleaseSet): boolean {
  if (live.has(key)) return true;
  const provider = release.providers.get(key);
  if (provider !== undefined && live.has(provider)) return true;
  // What a release before it brought makes it still.
  return isMade(key, live, release.namespace);
}

/** Whether an operator makes it of one of some objects. */
export function isMade(key: string, objects: Objects, namespace: string): boolean {
  for (const object of objects.values()) if (madeBy(object, namespace).has(key)) return true;
  return false;
}

/** The first thing that pods of an object need and that is not there, as a story calls it: an object, or a name in its content. */
export function missingFor(owner: Manifest, live: Objects, release: ReleaseSet): string | undefined {
  for (const { key } of needsIn(owner, release.namespace)) if (!isThere(key, live, release)) return named(key);
  for (const asked of askedForIn(owner, release.namespace)) if (lacks(asked, live, release)) return `${asked.item} of ${named(asked.key)}`;
  return undefined;
}

/** Whether all who make an object are known to leave a name out of it. */
function lacks({ key, name, item }: AskedFor, live: Objects, { providers, namespace }: ReleaseSet): boolean {
  const first = live.get(key) ?? live.get(providers.get(key) ?? '');
  if (first !== undefined && keysOf(first, name)?.has(item) !== false) return false;
  const makers: Manifest[] = [];
  for (const [of, object] of live) {
    if (of === key || madeBy(object, namespace).has(key)) makers.push(object);
    else if (mergesInto(object, namespace) === key) return false;
  }
  return makers.length > 0 && makers.every((maker) => keysOf(maker, name)?.has(item) === false);
}
