import { createContext, Script } from 'node:vm';

/** Milliseconds that one pattern may take on one text, and all of a contract together. */
const BOUND = { one: 200, all: 2000 };

/** What a pattern says of a text. `too-slow`: nobody waited for the answer. */
export type PatternAnswer = 'found' | 'not-found' | 'too-slow' | 'no-pattern';

/**
 * Looks for patterns that somebody else wrote, each for a bounded time: one with nested repetition
 * can take longer than the world lasts. V8 ends a search like any other script that takes too long.
 */
export function boundedPatterns(): (pattern: string, text: string) => PatternAnswer {
  // Texts go in as data, and a new context has no way out to this one.
  const context = createContext(Object.create(null) as object, { codeGeneration: { strings: false, wasm: false } });
  const script = new Script('new RegExp(pattern, "u").test(text)');
  let left = BOUND.all;
  return (pattern, text) => {
    if (left <= 0) return 'too-slow';
    Object.assign(context, { pattern, text });
    const begun = performance.now();
    try {
      return script.runInContext(context, { timeout: Math.min(BOUND.one, Math.ceil(left)) }) === true ? 'found' : 'not-found';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT' ? 'too-slow' : 'no-pattern';
    } finally {
      left -= performance.now() - begun;
    }
  };
}
