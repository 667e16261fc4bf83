/**
 * The same JSON value with the keys of every map in code-unit order, so that two that say the same give the
 * same text. Lists keep their order.
 */
export function inKeyOrder<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inKeyOrder) as Value;
  const keys = Object.keys(value).sort();
  // Object.fromEntries makes own properties even of `__proto__`.
  return Object.fromEntries(keys.map((key) => [key, inKeyOrder((value as Readonly<Record<string, unknown>>)[key])])) as Value;
}
