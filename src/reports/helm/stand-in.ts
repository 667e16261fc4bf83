import { type Variants } from './chart-source.ts';
import { type TextPart } from './template-node.ts';
import { type ValuePath } from './value-path.ts';

/** A value that may stand in a text, and what it is in each environment. */
export interface StandIn {
  readonly path: ValuePath;
  readonly texts: Variants<string>;
  /** What may not stand beside it, so that it is found as a word of its own. */
  readonly beside: 'name' | 'prefix' | 'host';
}

/** A character right before or after would make it another word; a `prefix` may go on with a hyphen. */
const BESIDE = {
  name: [/[A-Za-z0-9.-]/, /[A-Za-z0-9-]/],
  prefix: [/[A-Za-z0-9-]/, /[A-Za-z0-9]/],
  host: [/[A-Za-z0-9.-]/, /[A-Za-z0-9-]/],
} as const;

/**
 * A text of several environments as literal pieces and values, the same everywhere; undefined where
 * they have not all of it in common, or none of the values stands in it.
 */
export function commonParts(texts: Variants<string>, standIns: readonly StandIn[]): readonly TextPart[] | undefined {
  let common: readonly TextPart[] | undefined;
  for (const [environment, text] of texts) {
    const parts = partsOf(text, environment, standIns);
    if (parts.every((part) => typeof part === 'string')) return undefined;
    if (common !== undefined && !sameParts(common, parts)) return undefined;
    common = parts;
  }
  return common;
}

function partsOf(text: string, environment: string, standIns: readonly StandIn[]): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (;;) {
    const found = firstIn(text, from, environment, standIns);
    if (found === undefined) break;
    if (found.at > from) parts.push(text.slice(from, found.at));
    parts.push({ path: found.path });
    from = found.at + found.length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

/** The first value in the text; of several at one place the longest, then the first named. */
function firstIn(text: string, from: number, environment: string, standIns: readonly StandIn[]): { at: number; length: number; path: ValuePath } | undefined {
  let best: { at: number; length: number; path: ValuePath } | undefined;
  for (const { path, texts, beside } of standIns) {
    const word = texts.get(environment);
    if (word === undefined || word === '') continue;
    const [before, after] = BESIDE[beside];
    for (let at = text.indexOf(word, from); at !== -1; at = text.indexOf(word, at + 1)) {
      if (before.test(text.charAt(at - 1)) || after.test(text.charAt(at + word.length))) continue;
      if (best === undefined || at < best.at || (at === best.at && word.length > best.length)) best = { at, length: word.length, path };
      break;
    }
  }
  return best;
}

function sameParts(a: readonly TextPart[], b: readonly TextPart[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
