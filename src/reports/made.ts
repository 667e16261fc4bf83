import { type Style } from './style.ts';

/** What a scaffold did. */
export interface Made {
  /** New files, sorted. */
  readonly made: readonly string[];
  /** Files that got something more, sorted. */
  readonly changed: readonly string[];
  /** What to type next. */
  readonly next: readonly string[];
}

/** New files as text, and what to type next. */
export function madeText({ made, changed, next }: Made, style: Style): string {
  const lines = [...made.map((file) => `  ${style.good('+')} ${file}`), ...changed.map((file) => `  ${style.changed('~')} ${file}`), '', style.strong('next:'), ...next.map((line) => `  ${line}`)];
  return lines.map((line) => `${line}\n`).join('');
}

/** New files as `slipway.made/v1`. */
export function madeJson({ made, changed, next }: Made): object {
  return { schema: 'slipway.made/v1', made, changed, next };
}
