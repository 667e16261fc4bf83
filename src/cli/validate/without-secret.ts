import { credentialIn, namesASecret } from '../../kernel/credential.ts';
import { type Problem } from '../../kernel/problem.ts';

/**
 * A problem of a text that cannot be read shows what stands there; of what may be a secret it must not.
 *
 * @param text the document
 */
export function withoutSecret(problem: Problem, text: string): Problem {
  const { fix, allowed: _, ...rest } = problem;
  const shown = [problem.path, problem.message, problem.allowed, fix].join(' ');
  const keys = [/([\w$.-]*)\W*$/.exec(problem.path ?? '')?.[1] ?? '', /^\W*([\w$.-]+)\W*:/.exec(fix ?? '')?.[1] ?? ''];
  if (!SECRET.test(text) && !keys.some(namesASecret) && credentialIn(shown) === undefined) return problem;
  const quotes = problem.message.replace(/"(?:[^"\\]|\\.)*"/g, '(not shown)');
  return { ...rest, message: credentialIn(quotes) === undefined ? quotes : 'it cannot be read (not shown: it may hold a secret)' };
}

/** A Secret, as far as a text that cannot be read tells. */
const SECRET = /^["'{ \t]*kind["']?[ \t]*:[ \t]*["']?Secret\b/m;
