import { fieldsAt } from '../checks/field.ts';
import { referencesOf } from '../checks/references-of.ts';
import { hasLabels } from '../api/label-selector.ts';
import { type Identity, identityKey, type Manifest } from '../kernel/manifest.ts';
import { madeBy } from './made-by.ts';
import { keepsPods, podsIn } from './release-set.ts';

/** One object uses another: by keys. */
export interface Dependency {
  /** What is used. */
  readonly from: string;
  /** Who uses it. */
  readonly to: string;
}

/**
 * Who uses whom among objects: by names in them, also of what an operator makes from one of them, and Services
 * by the pods that they lead to.
 *
 * @param namespace of names that say none
 */
export function dependenciesAmong(objects: ReadonlyMap<string, Manifest>, namespace: string): readonly Dependency[] {
  const givers = new Map<string, string>();
  for (const [key, object] of objects) for (const made of madeBy(object, namespace)) givers.set(made, key);
  const found = new Map<string, Dependency>();
  const add = (from: string | undefined, to: string): void => {
    if (from !== undefined && from !== to) found.set(`${from} ${to}`, { from, to });
  };
  const workloads = [...objects].filter(([, object]) => keepsPods(object));
  for (const [key, object] of objects) {
    for (const { to } of referencesOf(object)) add(keyOf(to, namespace, objects, givers), key);
    if (object.kind !== 'Service' || object.apiVersion !== 'v1') continue;
    const selector = fieldsAt(object, 'spec', 'selector');
    if (Object.keys(selector).length === 0) continue;
    for (const [workload, manifest] of workloads) if (podsIn(manifest).some(({ metadata }) => hasLabels(selector, fieldsAt(metadata, 'labels')))) add(workload, key);
  }
  return [...found.values()];
}

function keyOf(to: Identity, namespace: string, objects: ReadonlyMap<string, Manifest>, givers: ReadonlyMap<string, string>): string | undefined {
  const named = identityKey({ ...to, namespace: to.namespace || namespace });
  if (objects.has(named)) return named;
  const cluster = identityKey({ ...to, namespace: '' });
  return objects.has(cluster) ? cluster : givers.get(named);
}
