/**
 * What a name is without the hash of its content at the end: slipway's and Helm's in hexadecimal, kustomize's of
 * ten letters that make no word. Undefined where it ends in none.
 */
export function hashedStem(name: string): string | undefined {
  const match = /^(.+)-(?:[0-9a-f]{8,64}|[bcdfghkmt2456789]{10})$/.exec(name);
  return match?.[1];
}

/** Whether two names are one but for the hash at their end: then whoever refers to the object refers to its content. */
export function isHashedAnew(before: string, after: string): boolean {
  const stem = hashedStem(before);
  return stem !== undefined && stem === hashedStem(after);
}
