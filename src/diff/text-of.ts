/** A value in words. `String` alone would ask a map for its own `toString`, which may be anything. */
export function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
