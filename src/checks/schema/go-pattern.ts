/**
 * A pattern of Go's syntax as JavaScript's; undefined where it says something JavaScript can't.
 * Patterns come from schemas and are few, so each is made once.
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function goPattern(pattern: string): RegExp | undefined {
  const known = PATTERNS.get(pattern);
  if (known !== undefined) return known === UNREADABLE ? undefined : known;
  const made = compiled(pattern);
  if (PATTERNS.size < MOST_PATTERNS) PATTERNS.set(pattern, made ?? UNREADABLE);
  return made;
}

/** The longest text that is matched: JavaScript's matching may cost the square of the length, Go's never does. */
export const LONGEST_MATCHED = 20_000;

const PATTERNS = new Map<string, RegExp>();
const MOST_PATTERNS = 10_000;
/** Stands for a pattern that can't be read. */
const UNREADABLE = /$^/;

function compiled(pattern: string): RegExp | undefined {
  if (pattern.length > LONGEST_PATTERN || NOT_OURS.test(pattern)) return undefined;
  const flagged = FLAGS.exec(pattern);
  // JavaScript knows no flags inside, but one at the beginning is one for the whole.
  const flags = flagged === null ? '' : flagged[2]!;
  const rest = flagged === null ? pattern : `${flagged[1]!}${pattern.slice(flagged[0].length)}`;
  if (/\(\?[a-zA-Z]*[-:)]/.test(rest.replace(/\(\?:/g, ''))) return undefined;
  const text = translated(rest);
  return tryFlags(text, `${flags}u`) ?? tryFlags(text, flags);
}

const LONGEST_PATTERN = 5000;
/** Octal, hexadecimal in braces, quoted runs and word boundaries of a line are the same or aren't used; these aren't the same. */
const NOT_OURS = /\\[QEC]|\(\?P?<?[=!]|\\[1-9]/;
const FLAGS = /^(\^?)\(\?([ims]+)\)/;

function translated(pattern: string): string {
  return pattern
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '(?![^])')
    .replace(/\[:(\^?)(alpha|digit|alnum|upper|lower|space|word|xdigit|punct):\]/g, (_all, not: string, name: string) => (not === '' ? CLASSES[name]! : `[:^${name}:]`))
    .replace(/\\p([LNPSZ])/g, '\\p{$1}');
}

const CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: '0-9A-Za-z',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\t\\n\\v\\f\\r ',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
  punct: '!-\\/:-@\\[-`{-~',
};

function tryFlags(text: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(text, flags);
  } catch {
    return undefined;
  }
}
