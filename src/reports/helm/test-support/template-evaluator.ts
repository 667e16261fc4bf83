import { type Json } from '../../../kernel/manifest.ts';

/**
 * Evaluates the forms of Helm templates that slipway writes, and no others: what helm would print.
 * Anything else throws, so that a new form is not taken for text.
 *
 * @param values what the chart sees as `.Values`
 */
export function evaluateTemplate(template: string, values: Json): string {
  const shown: boolean[] = [];
  let out = '';
  let rest = template;
  for (;;) {
    const at = rest.indexOf('{{');
    const text = at === -1 ? rest : rest.slice(0, at);
    const action = at === -1 ? undefined : readAction(rest.slice(at));
    if (shown.every(Boolean)) out += action?.trimsBefore === true ? text.trimEnd() : text;
    if (action === undefined) break;
    rest = rest.slice(at + action.length);
    if (action.trimsAfter) rest = rest.trimStart();
    const { words } = action;
    if (words[0] === 'if') shown.push(shown.every(Boolean) && isTrue(words.slice(1), values));
    else if (words[0] === 'end') shown.pop();
    else if (words.length > 0 && shown.every(Boolean)) out += pipeline(words, values);
  }
  if (shown.length > 0) throw new Error('an if without an end');
  return out;
}

interface Action {
  readonly words: readonly string[];
  readonly length: number;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

const WORD = /\s*("(?:[^"\\]|\\.)*"|[()|]|[^\s()|"]+)/y;

function readAction(text: string): Action {
  const [comment] = /^\{\{- \/\*[^]*?\*\/ -\}\}/.exec(text) ?? [];
  if (comment !== undefined) return { words: [], length: comment.length, trimsBefore: true, trimsAfter: true };
  const trimsBefore = text.startsWith('{{- ');
  let at = trimsBefore ? 4 : 2;
  const words: string[] = [];
  for (;;) {
    const [end] = /^\s*(?: -)?\}\}/.exec(text.slice(at)) ?? [];
    if (end !== undefined) return { words, length: at + end.length, trimsBefore, trimsAfter: end.includes('-') };
    WORD.lastIndex = at;
    const match = WORD.exec(text);
    if (match === null) throw new Error(`no action: ${text.slice(0, 80)}`);
    words.push(match[1]!);
    at = WORD.lastIndex;
  }
}

function isTrue(words: readonly string[], values: Json): boolean {
  if (words[0] === 'not' && words[1] === '(' && words[2] === 'kindIs' && words[3] === '"invalid"') return operand(words.slice(4, -1), values).value !== undefined;
  if (words[0] === 'eq') {
    const { value, used } = operand(words.slice(1), values);
    return value === JSON.parse(words[1 + used]!);
  }
  const { value, used } = operand(words, values);
  if (used !== words.length || typeof value !== 'boolean') throw new Error(`no switch: ${words.join(' ')}`);
  return value;
}

function pipeline(words: readonly string[], values: Json): string {
  const bar = words.indexOf('|');
  const [head, filter] = bar === -1 ? [words, []] : [words.slice(0, bar), words.slice(bar + 1)];
  const value = call(head, values);
  if (filter.length === 0) {
    if (typeof value !== 'string') throw new Error(`only text may stand as it is: ${words.join(' ')}`);
    return value;
  }
  if (filter[0] === 'quote' && typeof value === 'string') return JSON.stringify(value);
  if (filter[0] === 'toJson') return JSON.stringify(value ?? null);
  if (head[0] === 'toYaml' && filter[0] === 'nindent') return `\n${' '.repeat(Number(filter[1]))}${JSON.stringify(value)}`;
  throw new Error(`an unknown form: ${words.join(' ')}`);
}

function call(words: readonly string[], values: Json): Json | undefined {
  if (words[0] === 'toYaml') return operand(words.slice(1), values).value;
  if (words[0] !== 'printf') return operand(words, values).value;
  let rest = words.slice(2);
  return (JSON.parse(words[1]!) as string).replace(/%[%s]/g, (verb) => {
    if (verb === '%%') return '%';
    const { value, used } = operand(rest, values);
    rest = rest.slice(used);
    if (typeof value !== 'string') throw new Error(`no text for printf: ${words.join(' ')}`);
    return value;
  });
}

/** A path into the values, or a text; a path through what is not there fails, as in Go. */
function operand(words: readonly string[], values: Json): { readonly value: Json | undefined; readonly used: number } {
  const [first] = words;
  if (first?.startsWith('"') === true) return { value: JSON.parse(first) as string, used: 1 };
  if (first?.startsWith('.Values.') === true) return { value: lookUp(values, first.split('.').slice(2)), used: 1 };
  if (first !== '(' || words[1] !== 'index' || words[2] !== '.Values') throw new Error(`no value: ${words.join(' ')}`);
  const end = words.indexOf(')');
  return { value: lookUp(values, words.slice(3, end).map((word) => JSON.parse(word) as string)), used: end + 1 };
}

function lookUp(values: Json, path: readonly string[]): Json | undefined {
  let at: Json | undefined = values;
  for (const step of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) throw new Error(`nil pointer evaluating ${path.join('.')}`);
    at = Object.hasOwn(at, step) ? (at as { readonly [key: string]: Json })[step] : undefined;
  }
  return at;
}
