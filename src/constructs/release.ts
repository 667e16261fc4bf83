/** The images a system runs, by digest, and the version that labels them. */
export interface Release {
  /** `sha-<commit>`, `vX.Y.Z` or `<branch>-<sha>`: a label for people, never an identity. */
  readonly version: string;
  /** Commit of the system's source that the images were built from, 40 hex digits. */
  readonly commit: string;
  readonly images: Readonly<Record<string, ReleaseImage>>;
}

/** One image of a release. */
export interface ReleaseImage {
  /** Repository without tag or digest, such as `ghcr.io/acme/shop-app`. */
  readonly name: string;
  /** `sha256:` and 64 hex digits. */
  readonly digest: string;
  /** The image's own version where it differs from the release's, because an earlier release built it. */
  readonly version?: string | undefined;
}

/** One image as a container runs it: reference and the version that labels its pods. */
export interface PinnedImage {
  /** `name:version@sha256:digest`; the digest decides, the tag is for readers. */
  readonly reference: string;
  readonly version: string;
}
