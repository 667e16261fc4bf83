/** Numbers in a row: ports, or addresses. */
export interface Span<N extends number | bigint> {
  readonly from: N;
  /** The first one that is no longer in it. */
  readonly end: N;
}

/** The same numbers in as few spans as there can be, smallest first. */
export function joined<N extends number | bigint>(spans: readonly Span<N>[]): readonly Span<N>[] {
  const sorted = spans.filter(({ from, end }) => from < end).sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const found: Span<N>[] = [];
  for (const { from, end } of sorted) {
    const last = found.at(-1);
    if (last === undefined || last.end < from) found.push({ from, end });
    else if (last.end < end) found[found.length - 1] = { from: last.from, end };
  }
  return found;
}

/** What is in the first, and in none of the second. */
export function without<N extends number | bigint>(spans: readonly Span<N>[], holes: readonly Span<N>[]): readonly Span<N>[] {
  const cuts = joined(holes);
  return joined(spans).flatMap((span) => {
    const left: Span<N>[] = [];
    let { from } = span;
    for (const hole of cuts) {
      if (hole.end <= from || hole.from >= span.end) continue;
      if (hole.from > from) left.push({ from, end: hole.from });
      from = hole.end;
    }
    if (from < span.end) left.push({ from, end: span.end });
    return left;
  });
}

/** Whether all that is in the second is in the first. */
export function covers<N extends number | bigint>(all: readonly Span<N>[], some: readonly Span<N>[]): boolean {
  return without(some, all).length === 0;
}

/** What is in both, piece by piece of the first. */
export function common<N extends number | bigint>(a: readonly Span<N>[], b: readonly Span<N>[]): readonly Span<N>[] {
  return a.flatMap((one) => b.flatMap((other): readonly Span<N>[] => {
    const [from, end]: readonly [N, N] = [one.from > other.from ? one.from : other.from, one.end < other.end ? one.end : other.end];
    return from < end ? [{ from, end }] : [];
  }));
}
