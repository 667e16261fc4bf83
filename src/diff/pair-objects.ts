import { type Identity, identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';
import { hashedStem } from './hashed-stem.ts';

/** One object of either set, or the same object of both. */
export interface Pair {
  readonly before: Manifest | undefined;
  readonly after: Manifest | undefined;
  /** Whether it is one object only by what it holds: its name is another. */
  readonly isRenamed: boolean;
}

/**
 * The objects of two sets, paired by identity; then by what they are but for a hash at the end of their name; then
 * by what they hold to the letter. In no order.
 */
export function pairObjects(before: readonly Manifest[], after: readonly Manifest[]): readonly Pair[] {
  const left = byIdentity(before);
  const right = byIdentity(after);
  const pairs: Pair[] = [];
  for (const [key, manifest] of left) {
    const other = right.get(key);
    if (other === undefined) continue;
    pairs.push({ before: manifest, after: other, isRenamed: false });
    left.delete(key);
    right.delete(key);
  }
  for (const likeness of [stemKey, contentKey]) renamed(left, right, likeness, pairs);
  for (const manifest of left.values()) pairs.push({ before: manifest, after: undefined, isRenamed: false });
  for (const manifest of right.values()) pairs.push({ before: undefined, after: manifest, isRenamed: false });
  return pairs;
}

/** The identity of a pair: that after, or before where the object goes. */
export function identityOfPair({ before, after }: Pair): Identity {
  return identityOf((after ?? before)!);
}

function byIdentity(manifests: readonly Manifest[]): Map<string, Manifest> {
  return new Map(manifests.map((manifest) => [identityKey(identityOf(manifest)), manifest]));
}

/** Objects of one likeness are paired where there are as many before as after; else nobody knows which is which. */
function renamed(left: Map<string, Manifest>, right: Map<string, Manifest>, likeness: (manifest: Manifest) => string | undefined, pairs: Pair[]): void {
  const candidates = grouped(right, likeness);
  for (const [key, group] of grouped(left, likeness)) {
    const others = candidates.get(key);
    if (others === undefined || others.length !== group.length) continue;
    for (const [index, before] of group.entries()) {
      const after = others[index]!;
      pairs.push({ before, after, isRenamed: true });
      left.delete(identityKey(identityOf(before)));
      right.delete(identityKey(identityOf(after)));
    }
  }
}

function grouped(manifests: Map<string, Manifest>, likeness: (manifest: Manifest) => string | undefined): Map<string, Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests.values()) {
    const key = likeness(manifest);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), manifest]);
  }
  return groups;
}

function stemKey(manifest: Manifest): string | undefined {
  const { group, kind, namespace, name } = identityOf(manifest);
  const stem = hashedStem(name);
  return stem === undefined ? undefined : identityKey({ group, kind, namespace, name: stem });
}

/** Everything but the name; only for objects that hold something. */
function contentKey(manifest: Manifest): string | undefined {
  const { group, kind, namespace } = identityOf(manifest);
  const content = JSON.stringify({ ...manifest, metadata: { ...manifest.metadata, name: '' } });
  return Object.keys(manifest).length > 3 ? `${identityKey({ group, kind, namespace, name: '' })}${content}` : undefined;
}
