import { textOf } from '../text-of.ts';
import { isFields, own, ownList } from '../../api/defaults/fill.ts';
import { type Manifest } from '../../kernel/manifest.ts';
import { fieldsAt, valueAt } from '../immutable-field.ts';
import { type ManifestIndex } from '../manifest-index.ts';
import { templateOf } from '../pod-template.ts';

/** Whether a claim is bound, as far as the manifests tell: because it names its volume, or some pod mounts it. */
export function isBoundBy(index: ManifestIndex): (claim: Manifest) => boolean {
  let mounted: Set<string> | undefined;
  return (claim) => valueAt(claim, 'spec', 'volumeName') !== undefined || (mounted ??= mountedClaims(index)).has(keyOf(claim, claim.metadata.name));
}

function keyOf({ metadata }: Manifest, name: unknown): string {
  return `${metadata.namespace ?? ''}/${textOf(name)}`;
}

function mountedClaims(index: ManifestIndex): Set<string> {
  const mounted = new Set<string>();
  for (const manifest of index.manifests) {
    for (const volume of ownList(fieldsAt(templateOf(manifest) ?? {}, 'spec'), 'volumes')) {
      if (isFields(volume)) mounted.add(keyOf(manifest, own(fieldsAt(volume, 'persistentVolumeClaim'), 'claimName')));
    }
  }
  return mounted;
}
