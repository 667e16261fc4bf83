import { lineDiff } from '../diff/line-diff.ts';
import { type Json, type Manifest } from '../kernel/manifest.ts';
import { emitYaml } from '../kernel/yaml-emitter.ts';
import { shownText } from './diff-value.ts';

/** A line of both sides: its number and text before, and after; a side that lacks it has none. */
export type SideBySideLine = readonly [before: string | null, after: string | null, isDifferent: 0 | 1];

/** Runs of lines; between them others are left out that are the same. */
export type SideBySideView = readonly { readonly before: number; readonly after: number; readonly lines: readonly SideBySideLine[] }[];

/** Lines around what differs. */
const CONTEXT = 3;
const MOST_LINES = 300;
const LONGEST_LINE = 300;

/** Makes views of objects as YAML, as long as they are small enough together. */
export class SideBySide {
  #left: number;

  /** @param most characters of all views */
  constructor(most: number) {
    this.#left = most;
  }

  /** What differs between two objects with the lines around it; of one alone, its beginning. Undefined where no room is left. */
  of(before: Manifest | undefined, after: Manifest | undefined): SideBySideView | undefined {
    if (this.#left <= 0 || (before === undefined && after === undefined)) return undefined;
    const [left, right] = [linesOf(before), linesOf(after)];
    if (left === undefined || right === undefined) return undefined;
    const view = before === undefined || after === undefined ? oneSide(left, right) : bothSides(left, right);
    this.#left -= JSON.stringify(view).length;
    return this.#left < 0 ? undefined : view;
  }
}

function linesOf(manifest: Manifest | undefined): string[] | undefined {
  if (manifest === undefined) return [];
  try {
    return emitYaml(manifest as unknown as Json).trimEnd().split('\n');
  } catch {
    return undefined; // holds what YAML can't carry: its changes are told, only the view of the whole is not
  }
}

function oneSide(before: readonly string[], after: readonly string[]): SideBySideView {
  const isAdded = before.length === 0;
  const lines = (isAdded ? after : before).slice(0, MOST_LINES).map((line): SideBySideLine => (isAdded ? [null, shown(line), 1] : [shown(line), null, 1]));
  return [{ before: 1, after: 1, lines }];
}

function bothSides(before: readonly string[], after: readonly string[]): SideBySideView {
  const runs: { before: number; after: number; lines: SideBySideLine[]; end: number }[] = [];
  let count = 0;
  for (const { beforeLine, afterLine, removed, added } of lineDiff(before.join('\n'), after.join('\n'))) {
    if (count > MOST_LINES) break;
    const start = beforeLine - 1;
    const last = runs.at(-1);
    const from = Math.max(last?.end ?? 0, start - CONTEXT);
    let run = last;
    if (last !== undefined && start - last.end <= 2 * CONTEXT) for (let index = last.end; index < start; index++) last.lines.push(same(before[index]!));
    else {
      if (last !== undefined) close(last, before, start);
      run = { before: from + 1, after: afterLine - (start - from), lines: before.slice(from, start).map(same), end: start };
      runs.push(run);
    }
    for (let index = 0; index < Math.max(removed.length, added.length) && count <= MOST_LINES; index++, count++) {
      run!.lines.push([index < removed.length ? shown(removed[index]!) : null, index < added.length ? shown(added[index]!) : null, 1]);
    }
    run!.end = start + removed.length;
  }
  const last = runs.at(-1);
  if (last !== undefined) close(last, before, before.length);
  return runs.map(({ before: left, after: right, lines }) => ({ before: left, after: right, lines }));
}

/** The lines after what differs, up to the next. */
function close(run: { lines: SideBySideLine[]; end: number }, before: readonly string[], limit: number): void {
  const end = Math.min(limit, run.end + CONTEXT);
  for (let index = run.end; index < end; index++) run.lines.push(same(before[index]!));
  run.end = end;
}

function same(line: string): SideBySideLine {
  return [shown(line), shown(line), 0];
}

function shown(line: string): string {
  return shownText(line, LONGEST_LINE);
}
