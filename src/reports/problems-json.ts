import { type Problem } from '../kernel/problem.ts';

/** Problems as `slipway.problems/v1`: what every command answers with `-o json` when it could not do it. */
export function problemsJson(problems: readonly Problem[]): object {
  return {
    schema: 'slipway.problems/v1',
    problems: problems.map(({ file, line, column, path, message, allowed, fix }) => ({ file, line, column, path, message, allowed, fix })),
  };
}
