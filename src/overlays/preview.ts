import { type OverlayRelease } from './release.ts';

/** Digest that stands for an image that a release does not have: nobody can pull it, and nothing that holds it is published. */
export const LACKING_DIGEST = `sha256:${'0'.repeat(64)}`;

/** A release as today's system would run it, where it was made when the system ran other images. */
export interface Preview {
  readonly release: OverlayRelease;
  /** What is not as the release file has it, in words. */
  readonly notes: readonly string[];
}

/**
 * What a release that came by promotion or rollback, or waits for its first promotion, is previewed
 * with: images that the system runs by now and the release does not have are a digest of zeros,
 * images that it runs no more are left out. Undefined where the release holds exactly the system's
 * images. What is published is rendered by the release's own definition, and needs none of this.
 * Another environment's image is not taken: each release there would change what is rendered here.
 *
 * @param images the images that the system runs today
 * @param registry what the environment's images lie in
 */
export function previewOf(release: OverlayRelease, { system, images, registry = 'registry.invalid' }: { readonly system: string; readonly images: readonly string[]; readonly registry?: string | undefined }): Preview | undefined {
  const lacking = images.filter((name) => !Object.hasOwn(release.images, name));
  const gone = Object.keys(release.images).filter((name) => !images.includes(name));
  if (lacking.length + gone.length === 0) return undefined;
  const kept = Object.entries(release.images).filter(([name]) => images.includes(name));
  const added = lacking.map((name) => [name, { name: `${registry}/${system}-${name}`, digest: LACKING_DIGEST }] as const);
  return {
    release: { ...release, images: Object.fromEntries([...kept, ...added].sort(([a], [b]) => (a < b ? -1 : 1))) },
    notes: [
      ...lacking.map((name) => `the release is older than the image ${name} of ${system}: a digest of zeros stands for it until the next promotion`),
      ...gone.map((name) => `the image ${name}, which ${system} runs no more, is left out`),
    ],
  };
}
