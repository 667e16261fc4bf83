/** One thing that is wrong with what a user wrote: where, what, and the way out. */
export interface Problem {
  /** Path of the file, relative to the project root, with forward slashes. */
  readonly file?: string;
  /** Line in the file, counted from 1. */
  readonly line?: number;
  /** Column in the line, counted from 1, in UTF-16 code units. */
  readonly column?: number;
  /** Where in the data: `app.resources.memory`, `spec.containers[0].image`. */
  readonly path?: string;
  /** What is wrong, with the value got. */
  readonly message: string;
  /** What would be right, in words or as a list of values. */
  readonly allowed?: string;
  /** The line to type. */
  readonly fix?: string;
}

/**
 * Something the user can mend. It is printed without a stack; any other error is a defect of
 * slipway and is printed with one.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: { cause?: unknown }) {
    const list = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(list.map(describeProblem).join('\n\n'), options);
    this.problems = list;
  }
}

/** Problems in reading order: by file, line, column, path, then message. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compare(a.path ?? '', b.path ?? '') ||
      compare(a.message, b.message),
  );
}

/**
 * A problem as text of two to four lines: place, message, allowed, fix. What the user wrote may
 * hold terminal escapes, so control characters are shown, never sent.
 */
export function describeProblem(problem: Problem): string {
  const place = [problem.file, problem.line, problem.line === undefined ? undefined : problem.column]
    .filter((part) => part !== undefined)
    .join(':');
  const head = [place, problem.path].filter((part) => part !== undefined && part !== '').join('  ');
  const body = [problem.message];
  if (problem.allowed !== undefined) body.push(`allowed: ${problem.allowed}`);
  if (problem.fix !== undefined) body.push(`fix: ${problem.fix}`);
  const lines = head === '' ? body : [head, ...body.map((line) => `  ${line}`)];
  return lines.map(visible).join('\n');
}

/** The text with every control, bidirectional and invisible format character written as `\u{..}`. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}

/** The text as it stands in a message: quoted, control characters visible, cut after 80 characters. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > 80 ? `${text.slice(0, 77)}...` : text;
  return typeof value === 'string' ? `"${visible(short)}"` : visible(short);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
