import { type FileStat } from './file-stat.ts';

/**
 * Stats as numbers, since there are tens of thousands of them: size, mtime, ctime and inode, one stat after the
 * other. A size that is no number proves nothing: what it stands for must be read again.
 */
export type StatRow = Float64Array;

/** Numbers in the row of one stat. */
export const ROW = 4;

/** The rows of some stats; undefined proves nothing. */
export function rowsOf(stats: readonly (FileStat | undefined)[]): StatRow {
  const rows = new Float64Array(stats.length * ROW);
  for (let at = 0; at < stats.length; at += 1) setRow(rows, at, stats[at]);
  return rows;
}

/** Puts one stat in its place. */
export function setRow(rows: StatRow, index: number, stat: FileStat | undefined): void {
  const from = index * ROW;
  rows[from] = stat === undefined ? Number.NaN : stat.size;
  rows[from + 1] = stat?.mtimeMs ?? 0;
  rows[from + 2] = stat?.ctimeMs ?? 0;
  rows[from + 3] = stat?.ino ?? 0;
}

/** Whether what is there now is what was looked at then. */
export function isSame(rows: StatRow, index: number, now: FileStat | undefined): boolean {
  const from = index * ROW;
  return now !== undefined && rows[from] === now.size && rows[from + 1] === now.mtimeMs && rows[from + 2] === now.ctimeMs && rows[from + 3] === now.ino;
}
