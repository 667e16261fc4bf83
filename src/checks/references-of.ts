import { type Manifest } from '../kernel/manifest.ts';
import { podReferences } from './pod-references.ts';
import { POD_KINDS, podsOf } from './pods-of.ts';
import { type Reference } from './reference.ts';
import { KINDS_THAT_REFER, refersByKind } from './refers-by-kind.ts';

/** Every kind that refers to names, as `group/Kind`. */
export const REFERRING_KINDS: readonly string[] = [...new Set([...POD_KINDS, ...KINDS_THAT_REFER])];

/** Every name a manifest refers to: those of its pods, and those of its own kind's fields. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  const ofPods = podsOf(manifest).flatMap((pod) => podReferences(pod, manifest));
  return ofPods.length === 0 ? refersByKind(manifest) : [...ofPods, ...refersByKind(manifest)];
}
