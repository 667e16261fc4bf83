import type { Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** A parser's complaint as a problem that says how to go on. */
export function describeSyntaxError(source: YamlSource, reason: string, offset: number, maxDepth: number): Problem {
  if (reason.startsWith('nesting exceeded')) {
    return source.problemAt(offset, { message: `maps and lists are nested more than ${maxDepth} deep`, allowed: `up to ${maxDepth} levels` });
  }
  const tab = tabNear(source, offset);
  if (tab !== undefined) return describeTab(source, tab);
  const at = MISSING_COLON.has(reason) ? lineWithText(source, offset) : offset;
  return source.problemAt(at, { message: MESSAGES.get(reason) ?? reason, ...fixFor(source, at) });
}

/** The problem of a tab in the indentation at the offset. */
export function describeTab(source: YamlSource, offset: number): Problem {
  const { text } = source.lineAt(offset);
  return source.problemAt(offset, {
    message: 'a tab indents the line',
    allowed: 'spaces, two a level',
    fix: text.trim() === '' ? 'leave the line empty' : text.replace(/^[ \t]*/, (blank) => blank.replaceAll('\t', '  ')),
  });
}

const MISSING_COLON: ReadonlySet<string> = new Set([
  "expected ':' after a mapping key",
  'can not read a block mapping entry; a multiline key may not be an implicit key',
]);

const MESSAGES: ReadonlyMap<string, string> = new Map([
  ...[...MISSING_COLON].map((reason): [string, string] => [reason, 'the line is neither "key: value" nor the next line of a text']),
  ['bad indentation of a mapping entry', 'the line is indented wrongly, or a text that holds ": " is not quoted'],
  ['bad indentation of a sequence entry', 'the list item is indented wrongly'],
  ['end of the stream or a document separator is expected', 'the line fits neither the map nor the list above it'],
  ['missed comma between flow collection entries', 'a comma is missing, or a text in [ ] or { } is not quoted'],
  ['unexpected end of the stream within a flow collection', 'a [ or { is never closed'],
  ['unexpected end of the stream within a single quoted scalar', 'a single quote is never closed'],
  ['unexpected end of the stream within a double quoted scalar', 'a double quote is never closed'],
  ['deficient indentation', 'a [, { or quote above is not closed, or its next line is not indented enough'],
  ['unknown escape sequence', 'no such escape in double quotes: a backslash itself is written \\\\'],
]);

/** The parser tells that a key has no colon where the next line begins. */
function lineWithText(source: YamlSource, offset: number): number {
  let { start } = source.lineAt(offset);
  while (start > 0) {
    const above = source.lineAt(start - 1);
    if (above.text.trim() !== '') return above.start + above.text.search(/\S/);
    start = above.start;
  }
  return offset;
}

/** A parser stumbles over a tab at its line or only at the next one. */
function tabNear(source: YamlSource, offset: number): number | undefined {
  const here = source.lineAt(offset);
  const above = here.start > 0 ? [source.lineAt(here.start - 1)] : [];
  for (const line of [here, ...above]) {
    const tab = /^ *\t/.exec(line.text);
    if (tab !== null) return line.start + tab[0].length - 1;
  }
  return undefined;
}

const KEY_AND_TEXT = /^\s*((?:- )*(?:[\w./-]+|"[^"]*"|'[^']*'): +|(?:- )+)([^\s"'[{|>].*)$/;

/** The line with its text quoted, when the text is one that must be. */
function fixFor(source: YamlSource, offset: number): { fix?: string } {
  const match = KEY_AND_TEXT.exec(source.lineAt(offset).text);
  if (match === null) return {};
  const [, before = '', text = ''] = match;
  const value = text.replace(/\s+#.*$/, '').trimEnd();
  const mustQuote = /^[@`%&*!?,\]}#]|: |:$/.test(value);
  return mustQuote && value.length <= 200 ? { fix: `${before}${JSON.stringify(value)}` } : {};
}
