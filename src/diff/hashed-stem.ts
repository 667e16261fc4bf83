/**
 * What a name is without the hash of its content at the end: slipway's and Helm's in hexadecimal, kustomize's of
 * ten letters that make no word. Undefined where it ends in none.
 */
export function hashedStem(name: string): string | undefined {
  const match = /^(.+)-(?:[0-9a-f]{8,64}|[bcdfghkmt2456789]{10})$/.exec(name);
  return match?.[1];
}
