/** Puts something else in the place of a property; gives back what undoes it. */
export function replace(owner: object, name: string, by: PropertyDescriptor): () => void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { configurable: true, ...by });
  return () => void (own === undefined ? Reflect.deleteProperty(owner, name) : Object.defineProperty(owner, name, own));
}

/** Lets functions of an object tell of their arguments before they do what they do; gives back what undoes it. */
export function tellOf(owner: object, names: readonly string[], note: (args: readonly unknown[]) => void): () => void {
  const restore = names.flatMap((name) => {
    const original: unknown = Reflect.get(owner, name);
    if (typeof original !== 'function') return [];
    const told = function (this: unknown, ...args: unknown[]): unknown {
      note(args);
      return Reflect.apply(original, this, args);
    };
    // Some functions carry others, such as realpathSync.native.
    for (const key of Object.keys(original)) tellingPart(told, original, key, note);
    return [replace(owner, name, { value: told, writable: true, enumerable: Object.getOwnPropertyDescriptor(owner, name)?.enumerable ?? true })];
  });
  return () => {
    for (const each of restore) each();
  };
}

function tellingPart(told: object, original: object, key: string, note: (args: readonly unknown[]) => void): void {
  const part: unknown = Reflect.get(original, key);
  const value = typeof part !== 'function' ? part : (...args: unknown[]): unknown => {
    note(args);
    return Reflect.apply(part, original, args);
  };
  Object.defineProperty(told, key, { value, configurable: true, writable: true, enumerable: true });
}
