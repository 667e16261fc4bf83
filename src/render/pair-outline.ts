import { type Manifest } from '../kernel/manifest.ts';
import { type OverlayRelease } from '../overlays/release.ts';
import { archiveSpec } from './archive-clashes.ts';
import { WAYS_IN } from './cluster-clashes.ts';
import { type RenderedPair } from './render-pair.ts';

/**
 * The part of a manifest by which its pair is compared with others, and that Argo CD's own objects are
 * made from: who it is, of a way in its hosts as well, and of a database where it archives.
 */
export function outlineOf(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata: { name, namespace } } = manifest;
  const head = { apiVersion, kind, metadata: namespace === undefined ? { name } : { name, namespace } };
  const spec = WAYS_IN.has(kind) ? manifest['spec'] : archiveSpec(manifest);
  return spec === undefined ? head : { ...head, spec };
}

/** A pair whose manifests are outlines: of thousands of pairs, the whole of them takes more memory than all else. */
export function outlinedPair({ environment, system, files }: RenderedPair): RenderedPair {
  return { environment, system, files: files.map(({ name, text, manifest }) => ({ name, text, manifest: outlineOf(manifest) })) };
}

/** Everything by which one pair can disagree with another, as one text. */
export function crossText(outlines: readonly Manifest[], { version, images }: Pick<OverlayRelease, 'version' | 'images'>): string {
  return JSON.stringify([outlines, version, images]);
}
