import { CelSyntaxError } from './cel-error.ts';

/** A piece of an expression. */
export interface CelToken {
  readonly kind: 'name' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'sign' | 'end';
  /** The name, the sign, the digits, or the text of a string with its escapes undone. */
  readonly text: string;
  /** Where it begins in the expression. */
  readonly at: number;
}

/**
 * The pieces of an expression.
 * @throws {CelSyntaxError} at what is no piece of CEL
 * @see https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax
 */
export function celTokens(source: string): readonly CelToken[] {
  if (source.length > LONGEST) throw new CelSyntaxError(`longer than ${LONGEST} characters`);
  const tokens: CelToken[] = [];
  for (let at = 0; at < source.length; ) {
    SPACE.lastIndex = at;
    const space = SPACE.exec(source);
    if (space !== null) {
      at = SPACE.lastIndex;
      continue;
    }
    const found = stringAt(source, at) ?? plainAt(source, at);
    tokens.push(found.token);
    at = found.end;
  }
  tokens.push({ kind: 'end', text: '', at: source.length });
  return tokens;
}

interface Found {
  readonly token: CelToken;
  readonly end: number;
}

const LONGEST = 100_000;
const SPACE = /(?:[ \t\r\n\f]|\/\/[^\n]*)+/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+[uU]?|[0-9]+\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[eE][+-]?[0-9]+|\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+[uU]?)/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
/** A field in backquotes, whatever its characters. */
const QUOTED_NAME = /`([A-Za-z0-9_./ -]+)`/y;
const SIGN = /&&|\|\||<=|>=|==|!=|[-+*/%<>!?:.,()[\]{}]/y;

function plainAt(source: string, at: number): Found {
  for (const [kind, form] of FORMS) {
    form.lastIndex = at;
    const match = form.exec(source);
    if (match === null) continue;
    const text = match[1] ?? match[0];
    return { token: { kind: kind === 'number' ? numberKind(text) : kind, text, at }, end: form.lastIndex };
  }
  throw new CelSyntaxError(`${JSON.stringify(source[at])} at ${at} is no part of CEL`);
}

const FORMS = [
  ['number', NUMBER],
  ['name', NAME],
  ['name', QUOTED_NAME],
  ['sign', SIGN],
] as const;

function numberKind(text: string): 'int' | 'uint' | 'double' {
  if (/^0[xX]/.test(text)) return /[uU]$/.test(text) ? 'uint' : 'int';
  return /[uU]$/.test(text) ? 'uint' : /[.eE]/.test(text) ? 'double' : 'int';
}

const STRING = /(?<prefix>[rR]?[bB]?|[bB][rR])(?<quote>'''|"""|'|")/y;

function stringAt(source: string, at: number): Found | undefined {
  STRING.lastIndex = at;
  const start = STRING.exec(source);
  if (start === null) return undefined;
  const { prefix = '', quote = '' } = start.groups!;
  const isRaw = /[rR]/.test(prefix);
  let end = STRING.lastIndex;
  while (!source.startsWith(quote, end)) {
    if (end >= source.length || (quote.length === 1 && source[end] === '\n')) throw new CelSyntaxError(`the string at ${at} has no end`);
    end += source[end] === '\\' && !isRaw ? 2 : 1;
  }
  const body = source.slice(STRING.lastIndex, end);
  return { token: { kind: /[bB]/.test(prefix) ? 'bytes' : 'string', text: isRaw ? body : unescaped(body), at }, end: end + quote.length };
}

const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|X([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})|([\s\S]))/g;
const SIMPLE: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '`': '`', '?': '?' };

function unescaped(body: string): string {
  return body.replace(ESCAPE, (all, x?: string, X?: string, u?: string, U?: string, octal?: string, simple?: string) => {
    const hex = x ?? X ?? u ?? U;
    const code = hex !== undefined ? Number.parseInt(hex, 16) : octal !== undefined ? Number.parseInt(octal, 8) : undefined;
    if (code !== undefined && code <= 0x10_ff_ff) return String.fromCodePoint(code);
    const plain = simple === undefined || !Object.hasOwn(SIMPLE, simple) ? undefined : SIMPLE[simple];
    if (plain === undefined) throw new CelSyntaxError(`the escape ${JSON.stringify(all)} is none of CEL`);
    return plain;
  });
}
