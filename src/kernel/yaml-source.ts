import { type Problem, UserError } from './problem.ts';

/** A place in a file. */
export interface Position {
  /** Counted from 1. */
  readonly line: number;
  /** Counted from 1, in UTF-16 code units. */
  readonly column: number;
}

/** The text of one file, and where in it things stand. */
export interface YamlSource {
  /** Name of the file in messages: its path from the project root. */
  readonly file: string;
  /** The text without a byte-order mark. */
  readonly text: string;
  positionAt(offset: number): Position;
  /** The whole line that holds the offset, without its line break. */
  lineAt(offset: number): { readonly start: number; readonly text: string };
  problemAt(offset: number, problem: Omit<Problem, 'file' | 'line' | 'column'>): Problem;
}

/**
 * Opens the text or the bytes of a YAML file.
 * @throws {UserError} when it is larger than `maxBytes`, not UTF-8, or holds characters that no
 *   YAML file may hold or that parsers take for line breaks
 */
export function openSource(input: string | Uint8Array, file: string, maxBytes: number): YamlSource {
  const bytes = typeof input === 'string' ? input.length : input.byteLength;
  if (bytes > maxBytes) {
    throw new UserError({ file, message: `the file is larger than ${maxBytes} bytes`, allowed: `up to ${maxBytes} bytes`, fix: 'leave out what is no value, or split the file' });
  }
  const decoded = typeof input === 'string' ? input : decode(input, file);
  const source = sourceOf(file, decoded.charCodeAt(0) === BYTE_ORDER_MARK ? decoded.slice(1) : decoded);
  const problems = forbiddenCharacters(source);
  if (problems.length > 0) throw new UserError(problems);
  return source;
}

/** Most problems told of one file: with more wrong it was not meant to be one of ours. */
export const MOST_PROBLEMS = 100;

const BYTE_ORDER_MARK = 0xfeff;

/**
 * Control characters, which no YAML file may hold; U+0085, U+2028 and U+2029, which are line
 * breaks in YAML 1.1 and text in 1.2; byte-order marks; and the marks of writing direction, which
 * make a file show other text than it holds (https://trojansource.codes).
 */
const PERHAPS_FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]/;
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

function sourceOf(file: string, text: string): YamlSource {
  let starts: number[] | undefined;
  const lineOf = (offset: number): number => {
    starts ??= lineStarts(text);
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const positionAt = (offset: number): Position => {
    const line = lineOf(offset);
    return { line: line + 1, column: offset - starts![line]! + 1 };
  };
  return {
    file,
    text,
    positionAt,
    lineAt(offset) {
      const line = lineOf(offset);
      const start = starts![line]!;
      const end = text.slice(start).search(/[\r\n]/);
      return { start, text: end === -1 ? text.slice(start) : text.slice(start, start + end) };
    },
    problemAt: (offset, problem) => ({ file, ...positionAt(offset), ...problem }),
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (const { index, 0: lineBreak } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + lineBreak.length);
  return starts;
}

function decode(bytes: Uint8Array, file: string): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw new UserError({ file, line: 1, column: 1, message: 'the file is UTF-16', fix: 'save the file as UTF-8' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const valid = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, validLength(bytes)));
    const at = sourceOf(file, valid).problemAt(valid.length, { message: 'the file is not valid UTF-8 from here on', fix: 'save the file as UTF-8' });
    throw new UserError(at, { cause });
  }
}

/** Length of the longest start of the bytes that is valid UTF-8. */
function validLength(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (isValidStart(bytes.subarray(0, middle))) low = middle;
    else high = middle - 1;
  }
  // A character that was cut in the middle is no part of the valid text.
  while (low > 0 && !isWhole(bytes.subarray(0, low))) low--;
  return low;
}

function isValidStart(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function isWhole(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function forbiddenCharacters(source: YamlSource): Problem[] {
  const problems: Problem[] = [];
  if (!PERHAPS_FORBIDDEN.test(source.text)) return problems;
  for (const { index, 0: character } of source.text.matchAll(FORBIDDEN)) {
    if (problems.length === MOST_PROBLEMS) break;
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    problems.push(
      source.problemAt(index, {
        message: `the character U+${code.toUpperCase()} must not stand in the file as it is`,
        fix: /\p{Cs}/u.test(character) ? 'save the file as UTF-8' : `write "\\u${code}" in double quotes, or leave it out`,
      }),
    );
  }
  return problems;
}
