/** An image reference in the parts that people change. */
export interface ImageParts {
  /** With registry: `ghcr.io/acme/shop-app`. */
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** The parts of an image reference; undefined where it is none that names a tag or a digest. */
export function imageParts(reference: string): ImageParts | undefined {
  const [, repository, tag, digest] = FORM.exec(reference) ?? [];
  if (repository === undefined || (tag === undefined && digest === undefined)) return undefined;
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** @see https://github.com/distribution/reference/blob/main/reference.go */
const FORM = /^([a-z0-9][A-Za-z0-9._-]*(?::\d+)?(?:\/[a-z0-9._-]+)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$/;
