import { describeProblem, type Problem } from '../kernel/problem.ts';
import { count } from './columns.ts';
import { type Style } from './style.ts';

/**
 * Problems as text for people, one paragraph each, then how many they are.
 *
 * @param remark what the reader must know besides, such as `dist is as it was`
 */
export function problemsText(problems: readonly Problem[], remark: string | undefined, style: Style): string {
  const paragraphs = problems.map((problem) =>
    describeProblem(problem)
      .split('\n')
      .map((line, index) => paint(line, index === 0, style))
      .join('\n'),
  );
  const total = [style.bad(count(problems.length, 'problem')), ...(remark === undefined ? [] : [remark])].join('; ');
  return `${[...paragraphs, total].join('\n\n')}\n`;
}

function paint(line: string, first: boolean, style: Style): string {
  const [, space, label, rest] = /^( *)(fix|allowed): (.*)$/.exec(line) ?? [];
  if (label === 'fix') return `${space}fix: ${style.good(rest!)}`;
  if (label === 'allowed') return style.faint(line);
  return first ? style.strong(line) : line;
}
