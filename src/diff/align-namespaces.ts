import { groupOf, type Identity, identityKey, identityOf, type Manifest } from '../kernel/manifest.ts';
import { kindOf } from '../kernel/kind-of.ts';

/** Two sets in which the same object has the same identity, and what was taken for the same to get there. */
export interface AlignedSets {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  /** Each one sentence. */
  readonly notes: readonly string[];
}

/**
 * Gives an object that is written without a namespace, as `helm template` writes them, the namespace that the same
 * object has on the other side, where there is but one such. Where all of them are of one namespace, so are the others
 * of the kinds that have any.
 */
export function alignNamespaces(before: readonly Manifest[], after: readonly Manifest[]): AlignedSets {
  const left = filled(before, after, 'before');
  const right = filled(after, left.manifests, 'after');
  return { before: left.manifests, after: right.manifests, notes: [...left.notes, ...right.notes] };
}

function filled(own: readonly Manifest[], others: readonly Manifest[], side: 'before' | 'after'): { readonly manifests: readonly Manifest[]; readonly notes: readonly string[] } {
  const held = new Set(others.map((manifest) => identityKey(identityOf(manifest))));
  const open = own.filter((manifest) => namespaceOf(manifest) === '' && !held.has(identityKey(identityOf(manifest))));
  if (open.length === 0) return { manifests: own, notes: [] };
  const candidates = namespacesOf(others, new Set(own.map((manifest) => identityKey(identityOf(manifest)))));
  const found = new Map<Manifest, string>();
  const unclear: Manifest[] = [];
  for (const manifest of open) {
    const [namespace, ...more] = candidates.get(nameKey(manifest)) ?? [];
    if (more.length > 0) unclear.push(manifest);
    else if (namespace !== undefined) found.set(manifest, namespace);
  }
  const notes = notesOf(found, unclear, side);
  const [only, ...several] = new Set(found.values());
  if (only !== undefined && several.length === 0) {
    const spaced = new Set([...own, ...others].filter((manifest) => namespaceOf(manifest) !== '').map(kindOf));
    for (const manifest of open) if (spaced.has(kindOf(manifest)) && !unclear.includes(manifest)) found.set(manifest, only);
  }
  return { manifests: own.map((manifest) => (found.has(manifest) ? { ...manifest, metadata: { ...manifest.metadata, namespace: found.get(manifest)! } } : manifest)), notes };
}

function namespaceOf({ metadata }: Manifest): string {
  return metadata.namespace ?? '';
}

/** The namespaces of the objects of one kind and name that have no like on the other side. */
function namespacesOf(manifests: readonly Manifest[], held: ReadonlySet<string>): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const manifest of manifests) {
    const namespace = namespaceOf(manifest);
    if (namespace === '' || held.has(identityKey(identityOf(manifest)))) continue;
    const known = found.get(nameKey(manifest));
    if (known === undefined) found.set(nameKey(manifest), [namespace]);
    else if (!known.includes(namespace)) known.push(namespace);
  }
  return found;
}

function nameKey({ apiVersion, kind, metadata }: Manifest): string {
  return identityKey({ group: groupOf(apiVersion), kind, namespace: '', name: metadata.name } satisfies Identity);
}

function notesOf(found: ReadonlyMap<Manifest, string>, unclear: readonly Manifest[], side: 'before' | 'after'): string[] {
  const counts = new Map<string, number>();
  for (const namespace of found.values()) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  const notes = [...counts].map(([namespace, count]) => `${count === 1 ? '1 object names' : `${count} objects name`} no namespace ${side}, and ${namespace} on the other side: ${count === 1 ? 'it counts as one and the same' : 'they count as the same'}, as when applied to that namespace`);
  const names = unclear.slice(0, MOST).map(({ kind, metadata }) => `${kind} ${metadata.name}`).join(', ');
  return unclear.length === 0 ? notes : [...notes, `${names}${unclear.length > MOST ? ` and ${unclear.length - MOST} more` : ''} ${unclear.length === 1 ? 'names' : 'name'} no namespace ${side}, and several namespaces hold one of that name on the other side: which is meant cannot be told`];
}

const MOST = 5;
