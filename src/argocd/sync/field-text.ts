/** The text at a path of own fields; undefined where there is none. */
export function fieldText(object: object, ...keys: readonly string[]): string | undefined {
  let at: unknown = object;
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return typeof at === 'string' ? at : undefined;
}
