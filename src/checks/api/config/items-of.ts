/** One object of a list, and where it stands. */
export interface Item<T> {
  /** Such as `spec.ports[0]`. */
  readonly path: string;
  readonly index: number;
  readonly item: Partial<T>;
}

/** The objects of a list; one left empty has no fields. */
export function itemsOf<T>(list: readonly T[] | null | undefined, path: string): readonly Item<T>[] {
  return (list ?? []).map((item, index) => ({ path: `${path}[${index}]`, index, item: item ?? {} }));
}

/** The texts of a list; one left empty is the empty text. */
export function textsOf(list: readonly string[] | null | undefined, path: string): readonly { readonly path: string; readonly text: string }[] {
  return (list ?? []).map((text, index) => ({ path: `${path}[${index}]`, text: typeof text === 'string' ? text : '' }));
}

/** The entries of a map. */
export function entriesOf<T>(map: Readonly<Record<string, T>> | null | undefined): readonly (readonly [string, T])[] {
  return Object.entries(map ?? {});
}
