import { type Problem } from '../kernel/problem.ts';
import { type Flag } from './command.ts';

/**
 * A problem with an option, told of the variable that said it: nobody finds `--shard` on a command line where
 * SLIPWAY_SHARD is set.
 *
 * @param flags that variables say, and no words on the command line
 */
export function saidByVariable(problem: Problem, flags: readonly Pick<Flag, 'flags' | 'variable'>[]): Problem {
  for (const { flags: text, variable } of flags) {
    const long = /--[a-z][a-z-]*/.exec(text)?.[0];
    if (long === undefined || !problem.message.startsWith(`${long} is `)) continue;
    const { fix } = problem;
    const value = fix?.startsWith(`${long} `) === true ? fix.slice(long.length + 1) : undefined;
    return { ...problem, message: `the variable ${variable}${problem.message.slice(long.length)}`, ...(value === undefined ? {} : { fix: `${variable}=${value}` }) };
  }
  return problem;
}
