import type { Problem } from './problem.ts';
import type { YamlSource } from './yaml-source.ts';

/** A parser's complaint as a problem that says how to go on. */
export function describeSyntaxError(source: YamlSource, reason: string, offset: number, maxDepth: number): Problem {
  if (reason.startsWith('nesting exceeded')) {
    return source.problemAt(offset, { message: `maps and lists are nested more than ${maxDepth} deep`, allowed: `up to ${maxDepth} levels`, fix: `leave out what is deeper than ${maxDepth} levels` });
  }
  const blank = blankNear(source, offset);
  if (blank !== undefined) return describeBlank(source, blank);
  const opened = UNCLOSED.has(reason) ? openedBefore(source.text, offset) : undefined;
  if (opened !== undefined) return describeUnclosed(source, opened);
  const at = MISSING_COLON.has(reason) ? lineWithText(source, offset) : offset;
  return source.problemAt(at, { message: MESSAGES.get(reason) ?? reason, fix: fixFor(source, reason, at) });
}

/** The problem of a tab, or of a blank that is no space to YAML, in the indentation at the offset. */
export function describeBlank(source: YamlSource, offset: number): Problem {
  const { text } = source.lineAt(offset);
  const code = source.text.charCodeAt(offset);
  return source.problemAt(offset, {
    message: code === TAB ? 'a tab indents the line' : `the character U+${code.toString(16).padStart(4, '0').toUpperCase()}, which only looks like a space, indents the line`,
    allowed: 'spaces, two a level',
    fix: text.trim() === '' ? 'leave the line empty' : text.replace(/^\s*/, (blanks) => blanks.replaceAll('\t', '  ').replace(/[^ ]/g, ' ')),
  });
}

const TAB = 9;

/** The problem of a bracket or quote that is opened at the offset. */
function describeUnclosed(source: YamlSource, { offset, closers }: Opened): Problem {
  const { start, text } = source.lineAt(offset);
  const whole = `${text.replace(/\s+#.*$/, '').replace(/[\s,]+$/, '')}${closers}`.trim();
  return source.problemAt(offset, {
    message: `the ${source.text[offset]} that is opened here is not closed, or its next line is not indented enough`,
    fix: offset >= start && whole.length <= 200 ? whole : `write the missing ${closers}`,
  });
}

const MISSING_COLON: ReadonlySet<string> = new Set([
  "expected ':' after a mapping key",
  'can not read a block mapping entry; a multiline key may not be an implicit key',
]);

const UNCLOSED: ReadonlySet<string> = new Set([
  'unexpected end of the stream within a flow collection',
  'unexpected end of the stream within a single quoted scalar',
  'unexpected end of the stream within a double quoted scalar',
  'deficient indentation',
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
function blankNear(source: YamlSource, offset: number): number | undefined {
  const here = source.lineAt(offset);
  const above = here.start > 0 ? [source.lineAt(here.start - 1)] : [];
  for (const line of [here, ...above]) {
    const blank = /^ *[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/.exec(line.text);
    if (blank !== null) return line.start + blank[0].length - 1;
  }
  return undefined;
}

/** A bracket or quote, and what would close it and everything in it. */
interface Opened {
  readonly offset: number;
  readonly closers: string;
}

/** The outermost bracket or quote that is still open at the offset. */
function openedBefore(text: string, offset: number): Opened | undefined {
  const open: { readonly at: number; readonly closer: string }[] = [];
  let quote = '';
  // A bracket or quote opens something where a value may begin; elsewhere it is a part of a text.
  let begins = true;
  for (let at = 0; at < offset; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (quote === '"' && character === '\\') at++;
      else if (character === quote) {
        open.pop();
        quote = '';
        begins = false;
      }
    } else if (character === '#' && (at === 0 || /\s/.test(text[at - 1]!))) {
      while (at + 1 < offset && text[at + 1] !== '\n') at++;
    } else if (begins && (character === '"' || character === "'")) {
      open.push({ at, closer: character });
      quote = character;
    } else if (begins && (character === '[' || character === '{')) open.push({ at, closer: character === '[' ? ']' : '}' });
    else if (open.length > 0 && character === open.at(-1)!.closer) {
      open.pop();
      begins = false;
    } else if (character === '\n' || (open.length > 0 && character === ',')) begins = true;
    else if (/\s/.test(character)) begins ||= [':', '-', '?'].includes(text[at - 1] ?? '');
    else begins = false;
  }
  const [first] = open;
  return first === undefined ? undefined : { offset: first.at, closers: open.map(({ closer }) => closer).reverse().join('') };
}

const BEFORE = String.raw`(?:- )*(?:[\w./-]+|"[^"]*"|'[^']*'): +|(?:- )+`;
const KEY_AND_TEXT = new RegExp(String.raw`^\s*(${BEFORE})([^\s"'[{|>].*)$`);
const KEY_AND_QUOTED = new RegExp(String.raw`^\s*(${BEFORE})(["'])(.*)$`);
const BLOCK_HEADER = new RegExp(String.raw`^\s*(${BEFORE})([|>])\S`);
const COLON_WITHOUT_SPACE = /^\s*((?:- )*(?:[\w./-]+|"[^"]*"|'[^']*')):([^\s:/].*)$/;
const ESCAPE = /\\(?:["\\/abefnrtv0 _NLP]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\/g;
const ANEW = 'write the line anew: "key: value", or "- value" in a list';
/** A longer line is no help to type from. */
const LONGEST_FIX = 200;

/** The line as it was most likely meant. */
function fixFor(source: YamlSource, reason: string, offset: number): string {
  const line = source.lineAt(offset);
  const fix = textQuoted(line.text) ?? escapesMended(line.text, reason) ?? headerMended(line.text) ?? colonMended(line.text) ?? closersDropped(line.text) ?? indentMended(source, line);
  return fix === undefined || fix.trim().length > LONGEST_FIX ? ANEW : fix;
}

/** The line with its text quoted, when the text is one that must be. */
function textQuoted(line: string): string | undefined {
  const [, before = '', text = ''] = KEY_AND_TEXT.exec(line) ?? [];
  const value = text.replace(/\s+#.*$/, '').trimEnd();
  if (/^[@`%&*!?,\]}#]|: |:$/.test(value)) return `${before}${JSON.stringify(value)}`;
  const [, key = '', quote = '', rest = ''] = KEY_AND_QUOTED.exec(line) ?? [];
  const inner = rest.replace(/\s+#.*$/, '').trimEnd();
  // A quote inside the quotes, or text behind them; a backslash is another matter.
  if (quote === '' || !inner.includes(quote) || inner.indexOf(quote) === inner.length - 1 || inner.includes('\\')) return undefined;
  return `${key}${JSON.stringify(inner.endsWith(quote) ? inner.slice(0, -1) : `${quote}${inner}`)}`;
}

function escapesMended(line: string, reason: string): string | undefined {
  return reason === 'unknown escape sequence' || reason.startsWith('expected hexadecimal') ? line.trim().replace(ESCAPE, (escape) => (escape === '\\' ? '\\\\' : escape)) : undefined;
}

function headerMended(line: string): string | undefined {
  const [, before, header] = BLOCK_HEADER.exec(line) ?? [];
  return header === undefined ? undefined : `${before}${header}`;
}

function colonMended(line: string): string | undefined {
  const [, key, value] = COLON_WITHOUT_SPACE.exec(line) ?? [];
  return key === undefined ? undefined : `${key}: ${value!.trimEnd()}`;
}

/** The line without closing brackets that nothing on it opens. */
function closersDropped(line: string): string | undefined {
  const count = (form: RegExp): number => (line.match(form) ?? []).length;
  const extra = Math.max(count(/\]/g) - count(/\[/g), 0) + Math.max(count(/\}/g) - count(/\{/g), 0);
  const [tail = ''] = /[\]}]+$/.exec(line.trimEnd()) ?? [];
  return extra === 0 || tail.length < extra ? undefined : line.trim().slice(0, -extra);
}

/** The line as far in as the nearest of those above that it can belong to. */
function indentMended(source: YamlSource, { start, text }: { readonly start: number; readonly text: string }): string | undefined {
  const own = text.search(/\S/);
  const levels: number[] = [];
  for (let at = start; at > 0 && levels.at(-1) !== 0; ) {
    const above = source.lineAt(at - 1);
    at = above.start;
    const indent = /^ *(?=[^\s#])/.exec(above.text)?.[0].length;
    if (indent !== undefined && indent < (levels.at(-1) ?? Infinity)) levels.push(indent);
  }
  if (own === -1 || levels.length === 0 || levels.includes(own)) return undefined;
  const nearest = levels.reduce((best, level) => (Math.abs(level - own) < Math.abs(best - own) ? level : best));
  return `${' '.repeat(nearest)}${text.trim()}`;
}
