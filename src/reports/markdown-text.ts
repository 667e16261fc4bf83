import { shownText } from './diff-value.ts';

/**
 * Anybody's text as code: nothing in it is markup, a mention, a reference or a link. A bar would end the cell of a
 * table, even in code, so it is shown by its number.
 */
export function markdownCode(text: string, most: number): string {
  const shown = shownText(text, most).replaceAll('|', '\\u{7c}');
  if (shown === '') return '';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const space = fence.length > 1 || shown.startsWith('`') || /^ .* $/.test(shown) || shown.endsWith('`') ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** A sentence of ours with anybody's words in it: a word that is more than letters, digits and usual signs stands as code. */
export function markdownProse(text: string, most: number): string {
  return shownText(text, most)
    .split(/(\s+)/)
    .map((word) => (word.trim() === '' ? ' '.repeat(Math.min(word.length, 1)) : plainWord(word)))
    .join('');
}

/** Text of several lines in a block of code, its fence longer than any inside. */
export function markdownBlock(lines: readonly string[], language: string): string {
  const shown = lines.map((line) => shownText(line, 300));
  const fence = '`'.repeat(Math.max(3, longestRun(shown.join('\n')) + 1));
  return `${fence}${language}\n${shown.join('\n')}\n${fence}\n`;
}

function plainWord(word: string): string {
  const [, open = '', body = '', close = ''] = /^(\(?)(.*?)([.,;:)]*)$/s.exec(word) ?? [];
  if (body === '') return word.replace(/[^.,;:()]/g, '');
  // Seven hex digits and more would be a link to a commit, `www.` and a scheme one to a site.
  const isPlain = /^[A-Za-z0-9][A-Za-z0-9%'\u2019+/.-]*$/.test(body) && !/[0-9a-f]{7}|www\.|\bGH-/i.test(body) && !/https?:/i.test(word);
  return isPlain || /^(?:\u2192|-|\u2013|\u00d7|[+-]\d[\w.]*)$/.test(body) ? `${open}${body}${close}` : `${open}${markdownCode(body, 400)}${close}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

/** Anybody's text as code inside an element, where Markdown does not reach: all but letters, digits and spaces as their numbers. */
export function htmlCode(text: string): string {
  return `<code>${shownText(text, 200).replace(/[^A-Za-z0-9 ]/gu, (character) => `&#${character.codePointAt(0)!};`)}</code>`;
}
