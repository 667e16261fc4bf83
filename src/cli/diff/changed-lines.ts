import { type Git } from '../../delivery/git/git.ts';

/** The lines of files that differ from a commit, as they stand now. */
export interface ChangedLines {
  has(file: string, line: number): boolean;
}

/** No line is known to differ. */
export const NO_LINES: ChangedLines = { has: () => false };

/** The lines below `overlays` that the working tree has otherwise than a commit. */
export async function changedLines(git: Git, commit: string): Promise<ChangedLines> {
  const { status, stdout } = await git.call({ options: ['diff', '--unified=0', '--no-color', '--no-ext-diff', '--no-textconv', '--relative', '--no-renames'], operands: [commit, '--', 'overlays'] });
  return status === 0 ? linesOf(stdout.toString('utf8')) : NO_LINES;
}

function linesOf(text: string): ChangedLines {
  const ranges = new Map<string, [from: number, to: number][]>();
  let file: string | undefined;
  for (const line of text.split('\n')) {
    const named = /^\+\+\+ (?:b\/(.*)|.*)$/.exec(line);
    if (named !== null) file = named[1];
    const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null || file === undefined) continue;
    const from = Number(hunk[1]);
    ranges.set(file, [...(ranges.get(file) ?? []), [from, from + Number(hunk[2] ?? 1) - 1]]);
  }
  return { has: (name, line) => ranges.get(name)?.some(([from, to]) => line >= from && line <= to) === true };
}
