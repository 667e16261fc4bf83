/**
 * Sets a key of a map as its own, whatever its name: assigning `__proto__` would set the
 * prototype, and with it values nobody wrote.
 */
export function setOwn<T>(map: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
  else map[key] = value;
}
