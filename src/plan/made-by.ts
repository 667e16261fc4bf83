import { provides } from '../checks/provides.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';

const MADE = new WeakMap<Manifest, { readonly namespace: string; readonly keys: ReadonlySet<string> }>();

/**
 * Keys of what an operator makes of an object.
 *
 * @param namespace of an object that names none
 */
export function madeBy(manifest: Manifest, namespace: string): ReadonlySet<string> {
  let known = MADE.get(manifest);
  if (known?.namespace !== namespace) MADE.set(manifest, (known = { namespace, keys: new Set(provides(manifest).map((made) => identityKey({ ...made, namespace: made.namespace || namespace }))) }));
  return known.keys;
}
