/** Variants in which every two words of two choices occur together, and the pairs that no variant may hold. */
export interface Pairwise<Variant> {
  readonly rows: readonly Variant[];
  /** `choice word + choice word`, in the order of the choices. */
  readonly impossible: readonly string[];
}

/** How many fillings of the rest are tried for a pair, and how many that may be are compared. */
const TRIES = { possible: 4000, compared: 60 };

/**
 * Few variants that hold every pair of words of two choices at least once, among those that make sense.
 * The same ones each time: what looks random is counted out.
 */
export function pairwise<Variant>(words: Readonly<Record<string, readonly string[]>>, makesSense: (variant: Variant) => boolean): Pairwise<Variant> {
  const choices = Object.keys(words);
  const open = new Map<string, Readonly<Record<string, string>>>();
  choices.forEach((a, index) => choices.slice(index + 1).forEach((b) => words[a]!.forEach((one) => words[b]!.forEach((other) => open.set(`${a} ${one} + ${b} ${other}`, { [a]: one, [b]: other })))));
  const next = counted();
  const rows: Variant[] = [];
  const impossible: string[] = [];
  for (const [pair, fixed] of open) {
    if (!open.has(pair)) continue;
    let best: { readonly row: Record<string, string>; readonly covers: readonly string[] } | undefined;
    for (let tried = 0, compared = 0; tried < TRIES.possible && compared < TRIES.compared; tried++) {
      const row = Object.fromEntries(choices.map((choice) => [choice, fixed[choice] ?? words[choice]![next() % words[choice]!.length]!]));
      if (!makesSense(row as Variant)) continue;
      compared++;
      const covers = pairsOf(choices, row).filter((each) => open.has(each));
      if (best === undefined || covers.length > best.covers.length) best = { row, covers };
    }
    if (best === undefined) impossible.push(pair);
    else rows.push(best.row as Variant);
    for (const each of best?.covers ?? [pair]) open.delete(each);
  }
  return { rows, impossible };
}

function pairsOf(choices: readonly string[], row: Readonly<Record<string, string>>): string[] {
  return choices.flatMap((a, index) => choices.slice(index + 1).map((b) => `${a} ${row[a]} + ${b} ${row[b]}`));
}

/** A linear congruential generator, its low bits left out because they repeat soon. */
function counted(): () => number {
  let state = 1;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8;
}
