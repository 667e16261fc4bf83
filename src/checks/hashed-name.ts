/** Whether a name ends in a content hash, so that other content makes another object and the old one is pruned. */
export function isHashedName(name: string): boolean {
  return /-[0-9a-f]{8,64}$/.test(name);
}
