import { isNarrowing as closesOnly } from '../../checks/network-policy.ts';
import { meshEffect } from '../../checks/mesh-policy.ts';
import { type Manifest } from '../../kernel/manifest.ts';

const KNOWN = new WeakMap<Manifest, boolean>();

/** Whether an object takes ways away from pods and opens none: a policy without rules, strict mTLS, who denies. */
export function isNarrowing(object: Manifest): boolean {
  let known = KNOWN.get(object);
  if (known === undefined) KNOWN.set(object, (known = object.kind === 'NetworkPolicy' ? closesOnly(object) : meshEffect(object) === 'narrows'));
  return known;
}
