import { jsonParts } from './json-stream.ts';

/** A part of a file that holds one document, mostly. */
export interface Chunk {
  /** With the line that marks its beginning. */
  readonly text: string;
  /** Without that line, where nothing but the mark stands on it. */
  readonly body: string;
  /** Lines of the file before the text. */
  readonly line: number;
  /** Characters of the line before the text. */
  readonly column: number;
}

/**
 * Cuts a file at the marks of its documents, so that one that cannot be read does not take the others with it. A
 * line that begins with `---` ends a document wherever it stands, in quotes and block scalars too. JSON objects that
 * stand one after another are a document each.
 *
 * @see https://yaml.org/spec/1.1/#id898031
 */
export function* chunksOf(text: string): Iterable<Chunk> {
  // A directive stands before the mark and belongs to what follows.
  if (/^%/m.test(text)) return yield { text, body: text, line: 0, column: 0 };
  let start = 0;
  let line = 0;
  for (const { index } of text.matchAll(/^---(?=[ \t\r\n]|$(?![^]))/gm)) {
    if (index === 0) continue;
    const part = text.slice(start, index);
    yield* chunk(part, line);
    line += lineBreaks(part);
    start = index;
  }
  yield* chunk(text.slice(start), line);
}

function* chunk(text: string, line: number): Iterable<Chunk> {
  const body = text.replace(/^---[ \t]*(?:\n|\r\n|$(?![^]))/, '');
  if (isBlank(body)) return;
  const parts = jsonParts(body);
  if (parts === undefined) return yield { text, body, line, column: 0 };
  let [before, lineStart, from] = [line + lineBreaks(text.slice(0, text.length - body.length)), 0, 0];
  for (const { text: part, offset } of parts) {
    const between = body.slice(from, offset);
    const last = Math.max(between.lastIndexOf('\n'), between.lastIndexOf('\r'));
    if (last >= 0) lineStart = from + last + 1;
    before += lineBreaks(between);
    from = offset;
    yield { text: part, body: part, line: before, column: offset - lineStart };
  }
}

/** Whether nothing but comments stands there. */
function isBlank(text: string): boolean {
  return !/\S/.test(text.replace(/#[^\r\n]*/g, ''));
}

function lineBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}
