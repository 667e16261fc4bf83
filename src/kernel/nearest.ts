/** Names longer than this are compared by nothing but equality: comparing costs the product of the lengths. */
const LONGEST = 64;

/**
 * The candidate that a mistyped name most likely means, or undefined when none is near: at most a
 * third of the letters changed, left out, added, or swapped with their neighbour.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  const plain = simplified(name);
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const other = simplified(candidate);
    if (plain.length > LONGEST || other.length > LONGEST) continue;
    const edits = distance(plain, other);
    const near = edits <= Math.max(1, Math.floor(Math.min(plain.length, other.length) / 3)) && edits < Math.max(plain.length, other.length);
    // The first in code units wins a tie, so that the order of the candidates says nothing.
    if (near && (best === undefined || edits < best.edits || (edits === best.edits && candidate < best.candidate))) best = { candidate, edits };
  }
  return best?.candidate;
}

/** `ready_urls` and `ready-urls` mean `readyUrls`. */
function simplified(name: string): string {
  return name.toLowerCase().replace(/[-_ ]/g, '');
}

/** Edits between two texts, a swap of neighbours being one (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, beforeLast[j - 2]! + 1);
      row.push(edits);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}
