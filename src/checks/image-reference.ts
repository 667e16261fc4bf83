/** The repository of an image: `registry.example:5000/shop/app` of `registry.example:5000/shop/app:v1@sha256:…`. */
export function repositoryOf(image: string): string {
  const name = image.split('@', 1)[0]!;
  const colon = name.lastIndexOf(':');
  // A colon before the last slash belongs to the registry's port.
  return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}

/** Whether the image names its content: `@sha256:` and 64 hex digits. */
export function isPinned(image: string): boolean {
  return /^[^@\s]+@sha256:[0-9a-f]{64}$/.test(image);
}
