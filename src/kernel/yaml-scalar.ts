import { isUnmistakableString } from './plain-scalar.ts';
import { hasLoneSurrogate, Unwritable } from './unwritable.ts';

/**
 * A string as a YAML scalar on one line: plain where no parser can take it for something else,
 * else quoted.
 * @throws {Unwritable} when it holds a lone surrogate
 */
export function encodeString(text: string): string {
  if (text.length > LONGEST_REMEMBERED) return judge(text);
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const encoded = judge(text);
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  remembered.set(text, encoded);
  return encoded;
}

/**
 * A string of several lines as a literal block, from the `|` on, with a line break at the end;
 * `undefined` where a block could not carry it exactly.
 * @param pad the spaces before each line of the block: two more than the parent's column
 */
export function encodeLiteralBlock(text: string, pad: string): string | undefined {
  if (NOT_IN_BLOCK.test(text) || hasLoneSurrogate(text)) return undefined;
  const end = text.length - 1;
  const chomping = text.charCodeAt(end) !== LF ? '-' : text.charCodeAt(end - 1) === LF ? '+' : '';
  // Without the indicator a parser takes the first line's own spaces for indentation.
  const indicator = BEGINS_INDENTED.test(text) ? '2' : '';
  const lines = text.replace(LINE_WITH_TEXT, `$&${pad}`);
  const first = text.charCodeAt(0) === LF ? '' : pad;
  return `|${indicator}${chomping}\n${first}${lines}${chomping === '-' ? '\n' : ''}`;
}

const LF = 0x0a;

/**
 * What a literal block cannot hold: other line breaks of YAML 1.1 (CR, U+0085, U+2028, U+2029),
 * characters no YAML stream may hold raw, and direction marks, which would show a reviewer other
 * text than the cluster gets. Then text of line breaks alone, and lines of nothing but spaces at
 * either end, which parsers disagree on.
 */
const NOT_IN_BLOCK =
  /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|^\n*$|^\n*[ \t]+(?:\n|$)|\n[ \t]+\n*$/;
const BEGINS_INDENTED = /^\n*[ \t]/;
const LINE_WITH_TEXT = /\n(?=[^\n])/g;

/** Printable on every terminal and safe in single quotes. */
const PLAIN_ASCII = /^[ -~]*$/;
const TO_ESCAPE = /[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Manifests repeat the same few names and values; judging each once saves half the time. */
const remembered = new Map<string, string>();
const MOST_REMEMBERED = 8192;
const LONGEST_REMEMBERED = 64;

function judge(text: string): string {
  if (isUnmistakableString(text)) return text;
  // A text full of double quotes (JSON in an annotation) reads better in single ones.
  if ((text.includes('"') || text.includes('\\')) && !text.includes("'") && PLAIN_ASCII.test(text)) return `'${text}'`;
  if (hasLoneSurrogate(text)) throw new Unwritable();
  return JSON.stringify(text).replace(TO_ESCAPE, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
