import { type LineHunk } from './diff.ts';

/** Which lines differ between two texts, with as few lines as an exact comparison finds; very long texts are told as one piece. */
export function lineDiff(before: string, after: string): readonly LineHunk[] {
  const [a, b] = [before.split('\n'), after.split('\n')];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const [left, right] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  if (left.length === 0 && right.length === 0) return [];
  if (left.length * right.length > MOST_CELLS) return [{ beforeLine: head + 1, afterLine: head + 1, removed: left, added: right }];
  return hunks(left, right, head);
}

const MOST_CELLS = 1_000_000;

/** By the longest run of lines that both texts share in one order. */
function hunks(a: readonly string[], b: readonly string[], offset: number): readonly LineHunk[] {
  const width = b.length + 1;
  const shared = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      shared[i * width + j] = a[i] === b[j] ? shared[(i + 1) * width + j + 1]! + 1 : Math.max(shared[(i + 1) * width + j]!, shared[i * width + j + 1]!);
    }
  }
  const found: { beforeLine: number; afterLine: number; removed: string[]; added: string[] }[] = [];
  let open: (typeof found)[number] | undefined;
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      [open, i, j] = [undefined, i + 1, j + 1];
      continue;
    }
    if (open === undefined) found.push((open = { beforeLine: offset + i + 1, afterLine: offset + j + 1, removed: [], added: [] }));
    if (j >= b.length || (i < a.length && shared[(i + 1) * width + j]! >= shared[i * width + j + 1]!)) open.removed.push(a[i++]!);
    else open.added.push(b[j++]!);
  }
  return found;
}
