import { type Manifest } from '../kernel/manifest.ts';
import { containersOf } from './containers-of.ts';
import { at, isFields, textAt } from './field.ts';
import { repositoryOf } from './image-reference.ts';
import { type ManifestSet } from './manifest-set.ts';

/** The image references of the release by repository, as ConfigMap `<system>-release` has them; undefined without one. */
export function releaseImages(set: ManifestSet): ReadonlyMap<string, string> | undefined {
  return set.derive(imagesOf);
}

/** Whether a container of the manifest runs an image of the release; false where no release is written down. */
export function runsReleaseImage(manifest: Manifest, set: ManifestSet): boolean {
  const images = releaseImages(set);
  return images !== undefined && containersOf(manifest).some(({ container }) => images.has(repositoryOf(textAt(container, 'image') ?? '')));
}

function imagesOf(set: ManifestSet): ReadonlyMap<string, string> | undefined {
  const images = new Map<string, string>();
  for (const manifest of set.ofKind('/ConfigMap')) {
    const data = at(manifest, 'data');
    if (textAt(manifest, 'metadata', 'name')?.endsWith('-release') !== true || !isFields(data)) continue;
    for (const key of Object.keys(data)) {
      const image = data[key];
      if (key.startsWith('image.') && typeof image === 'string') images.set(repositoryOf(image), image);
    }
  }
  return images.size === 0 ? undefined : images;
}
