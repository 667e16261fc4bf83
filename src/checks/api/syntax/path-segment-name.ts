/**
 * What is wrong with a name that is only held to what a part of a URL path can be: those of RBAC objects.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#path-segment-names
 */
export function pathSegmentNameErrors(text: string): readonly string[] {
  if (text === '.' || text === '..') return [`must not be "${text}"`];
  return ['/', '%'].filter((sign) => text.includes(sign)).map((sign) => `must not contain "${sign}"`);
}
