/**
 * What is wrong with a pattern of Go's syntax; undefined where nothing is, or nobody here can tell.
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function patternFault(pattern: string): string | undefined {
  const groups: string[] = [];
  /** Whether there is something that may be repeated, or it is already. */
  let before: 'nothing' | 'part' | 'repeated' = 'nothing';
  for (let at = 0; at < pattern.length; ) {
    const sign = pattern[at]!;
    const rest = pattern.slice(at, at + LONGEST_PIECE);
    const repeat = sign === '{' ? COUNT.exec(rest) : REPEAT.exec(rest);
    if (repeat !== null) {
      if (before === 'nothing') return `missing argument to repetition operator: \`${repeat[0]}\``;
      if (before === 'repeated') return `invalid nested repetition operator: \`${repeat[0]}\``;
      const least = Number(repeat[1] ?? 0);
      const most = repeat[2] === undefined || repeat[2] === '' ? least : Number(repeat[2]);
      if (least > MOST_REPEATS || most > MOST_REPEATS || most < least) return `invalid repeat count: \`${repeat[0]}\``;
      before = 'repeated';
      at += repeat[0].length;
      continue;
    }
    before = 'part';
    if (sign === '(') {
      const group = GROUP.exec(rest)!;
      if (group[0] === '(?') return `invalid or unsupported Perl syntax: \`${rest.slice(0, 4)}\``;
      // Flags alone open nothing, and can't be repeated.
      if (!group[0].endsWith(')')) groups.push(sign);
      before = 'nothing';
      at += group[0].length;
    } else if (sign === ')') {
      if (groups.pop() === undefined) return 'unexpected )';
      at++;
    } else if (sign === '[') {
      const end = classEnd(pattern, at);
      if (typeof end === 'string') return end;
      at = end;
    } else if (sign === '\\') {
      const quoted = rest.startsWith('\\Q');
      const piece = quoted ? quotedIn(pattern, at) : ESCAPE.exec(rest)?.[0];
      const property = piece === undefined || quoted ? null : PROPERTY.exec(piece);
      if (property !== null && !isProperty(property[1]!)) return `invalid character class range: \`${piece}\``;
      if (piece === undefined) return rest.length === 1 ? 'trailing backslash at end of expression' : `invalid escape sequence: \`${rest.slice(0, 2)}\``;
      at += piece.length;
    } else {
      if (sign === '|') before = 'nothing';
      at++;
    }
  }
  return groups.length > 0 ? 'missing closing )' : undefined;
}

/** Longer than any piece but a class or a quotation. */
const LONGEST_PIECE = 300;
const MOST_REPEATS = 1000;
const REPEAT = /^[*+?]\??/;
/** What looks almost like a count is text. */
const COUNT = /^\{([0-9]+)(?:,([0-9]*))?\}\??/;
const GROUP = /^\((?:\?P?<[A-Za-z0-9_]+>|\?(?:[imsU]+|[imsU]*-[imsU]+)?[:)]|\?)?/;
/** Letters and digits must mean something; signs may be escaped. */
const ESCAPE = /^\\(?:[AbBzdDsSwWafnrtv]|[pP](?:[A-Z]|\{\^?[A-Za-z_]+\})|[0-7]{2,3}|0|x(?:[0-9a-fA-F]{2}|\{[0-9a-fA-F]+\})|[!-/:-@[-`{-~ ])/;
const PROPERTY = /^\\[pP](?:\{\^?)?([A-Za-z_]+)/;

/** A category or script of Unicode, by its name. */
function isProperty(name: string): boolean {
  if (name === 'Any') return true;
  return [name, `Script=${name}`].some((one) => {
    try {
      return new RegExp(`\\p{${one}}`, 'u').unicode;
    } catch {
      return false;
    }
  });
}

const CLASS_NAME = /^\[:\^?[^:\]]*:\]/;
const CLASS_NAMES = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

function quotedIn(pattern: string, at: number): string {
  const end = pattern.indexOf('\\E', at);
  return end === -1 ? pattern.slice(at) : pattern.slice(at, end + 2);
}

/** Where a class in brackets ends, or what is wrong with it. */
function classEnd(pattern: string, start: number): number | string {
  let at = start + (pattern[start + 1] === '^' ? 2 : 1);
  for (let isFirst = true; at < pattern.length; isFirst = false) {
    if (pattern[at] === ']' && !isFirst) return at + 1;
    const rest = pattern.slice(at, at + LONGEST_PIECE);
    const named = CLASS_NAME.exec(rest);
    if (named !== null) {
      if (!CLASS_NAMES.test(rest)) return `invalid character class range: \`${named[0]}\``;
      at += named[0].length;
      continue;
    }
    const low = classChar(rest);
    if (low === undefined) return `invalid escape sequence: \`${rest.slice(0, 2)}\``;
    at += low.length;
    if (pattern[at] !== '-' || pattern[at + 1] === ']' || pattern[at + 1] === undefined || SETS.test(low)) continue;
    const high = classChar(pattern.slice(at + 1, at + LONGEST_PIECE));
    if (high === undefined || SETS.test(high)) return `invalid escape sequence: \`${pattern.slice(at + 1, at + 3)}\``;
    if (low.length <= 2 && high.length <= 2 && !ESCAPED_LETTER.test(low + high) && low.codePointAt(low.length - 1)! > high.codePointAt(high.length - 1)!) return `invalid character class range: \`${low}-${high}\``;
    at += 1 + high.length;
  }
  return 'missing closing ]';
}

const SETS = /^\\[dDsSwWpP]/;
const ESCAPED_LETTER = /\\[a-zA-Z0-9]/;
const ASSERTION = /^\\[AbBz]/;

function classChar(rest: string): string | undefined {
  if (rest.startsWith('\\')) return ASSERTION.test(rest) ? undefined : ESCAPE.exec(rest)?.[0];
  return String.fromCodePoint(rest.codePointAt(0)!);
}
