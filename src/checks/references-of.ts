import { type Manifest } from '../kernel/manifest.ts';
import { podReferences } from './pod-references.ts';
import { podsOf } from './pods-of.ts';
import { type Reference } from './reference.ts';
import { refersByKind } from './refers-by-kind.ts';

/** Every name a manifest refers to: those of its pods, and those of its own kind's fields. */
export function referencesOf(manifest: Manifest): readonly Reference[] {
  return [...podsOf(manifest).flatMap((pod) => podReferences(pod, manifest)), ...refersByKind(manifest)];
}
