const IDS = new WeakMap<object, number>();
let lastId = 0;

/** A number for an object, for signatures: objects are told apart by who they are, and what is written alike is one object. */
export function idOf(object: object): number {
  let id = IDS.get(object);
  if (id === undefined) IDS.set(object, (id = ++lastId));
  return id;
}
