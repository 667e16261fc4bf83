import { byCodeUnits, byVersionPriority, type GroupVersionKind } from './schema.ts';

/**
 * Names of the kinds' classes. The version Kubernetes prefers has the kind's plain name, an older
 * one ends in its version: `HorizontalPodAutoscaler` is autoscaling/v2, `HorizontalPodAutoscalerV1` v1.
 */
export function nameKinds(kinds: ReadonlyMap<string, GroupVersionKind>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const [kind, ids] of groupBy([...kinds.keys()], (id) => get(kinds, id).kind)) {
    const groups = new Set(ids.map((id) => get(kinds, id).group));
    if (groups.size > 1) throw new Error(`the kind ${kind} is in several groups: ${[...groups].sort(byCodeUnits).join(', ')}`);
    const newestFirst = [...ids].sort((a, b) => byVersionPriority(get(kinds, a).version, get(kinds, b).version));
    newestFirst.forEach((id, index) => names.set(id, index === 0 ? kind : kind + pascal(get(kinds, id).version)));
  }
  return names;
}

/**
 * Names of the other definitions: the last part of the id (`io.k8s.api.core.v1.PodSpec` is `PodSpec`).
 * Where several definitions of different shape end alike, an older version of the same group ends in
 * its version, another group starts with its name, and the core group keeps the plain name unless a
 * kind has it (`CoreResourceClaim`, because ResourceClaim is a kind). A kind inside another is
 * `EmbeddedPersistentVolumeClaim`.
 *
 * @param ids one definition of each shape
 * @param kinds ids that are kinds
 * @param taken names that are in use already
 */
export function nameTypes(ids: readonly string[], kinds: ReadonlyMap<string, unknown>, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const names = new Map(ids.filter((id) => kinds.has(id)).map((id) => [id, `Embedded${lastOf(id)}`]));
  for (const [last, alike] of groupBy(ids.filter((id) => !kinds.has(id)), lastOf)) {
    const groups = groupBy(alike, groupOf);
    for (const [group, members] of groups) {
      const plain = !taken.has(last) && (groups.size === 1 || group === 'core');
      const stem = plain ? last : pascal(group) + last;
      const newestFirst = [...members].sort((a, b) => byVersionPriority(versionOf(a), versionOf(b)));
      newestFirst.forEach((id, index) => names.set(id, index === 0 ? stem : stem + pascal(versionOf(id))));
    }
  }
  return names;
}

/** The last part of a definition's id, which names the type. */
export function lastOf(id: string): string {
  return id.slice(id.lastIndexOf('.') + 1);
}

/** The version part of a definition's id. */
export function versionOf(id: string): string {
  return id.split('.').at(-2) ?? '';
}

function groupOf(id: string): string {
  return id.split('.').at(-3) ?? '';
}

function pascal(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function groupBy(ids: readonly string[], keyOf: (id: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const id of [...ids].sort(byCodeUnits)) groups.set(keyOf(id), [...(groups.get(keyOf(id)) ?? []), id]);
  return groups;
}

function get<V>(map: ReadonlyMap<string, V>, key: string): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`${key} is unknown`);
  return value;
}
