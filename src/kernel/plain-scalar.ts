/** What a plain (unquoted) scalar stands for: a value of JSON, or a number JSON does not know. */
export type PlainValue = string | number | boolean | null;

/**
 * Whether every YAML parser in use reads the unquoted text as this very string, as a value or a
 * key in block style: go-yaml v2 (which Kubernetes uses, YAML 1.1), js-yaml and `yaml` in 1.1 and
 * 1.2. It errs on the side of `false`: a quote too many costs nothing.
 */
export function isUnmistakableString(text: string): boolean {
  const first = text.charCodeAt(0);
  // A digit, sign or dot may begin a number, a date or a time in some version of YAML.
  if (first === DASH) return OPTION_START.test(text) && !LONE_EXPONENT.test(text);
  if (first <= 0x39 && first >= 0x2b && first !== 0x2f) return NUMBER_START.test(text) && !NUMBER_CHARACTERS.test(text);
  if (!WORD_START.test(text)) return false;
  if ((first === 0x65 || first === 0x45) && LONE_EXPONENT.test(text)) return false;
  return text.length > LONGEST_RESERVED || !RESERVED.has(text.toLowerCase());
}

/**
 * The plain text as a value, where YAML 1.1 and 1.2 agree on it and it survives as the same text;
 * `undefined` where they differ (`yes`, `0o17`, `12:30`) or the text would change (`1.10`, `1e3`).
 */
export function readUnambiguous(text: string): PlainValue | undefined {
  if (NULLS.has(text)) return null;
  if (text.length <= LONGEST_RESERVED && BOOLEANS.has(text)) return text.charCodeAt(0) === 0x74 || text.charCodeAt(0) === 0x54;
  const first = text.charCodeAt(0);
  if (first <= 0x39 && first >= 0x2b) {
    if (CANONICAL_NUMBER.test(text)) {
      const number = Number(text);
      return String(number) === text ? number : undefined;
    }
    return isNumberSomewhere(text) || SPECIAL_NUMBER.test(text) || TIMESTAMP.test(text) ? undefined : text;
  }
  if (text === '=' || text === '<<') return undefined;
  return text.length <= LONGEST_RESERVED && YES_OR_NO.test(text) ? undefined : text;
}

/**
 * The plain text as the API machinery of Kubernetes reads it: YAML 1.1 by the rules of go-yaml v2,
 * where `on` is true, `0777` is 511 and a date stays text. Not a number or infinite where JSON has
 * no such value.
 * @see https://github.com/kubernetes-sigs/yaml/blob/master/goyaml.v2/resolve.go
 */
export function readAsKubernetes(text: string): PlainValue {
  if (NULLS.has(text)) return null;
  const first = text.charCodeAt(0);
  if (first >= 0x41) {
    if (text.length > LONGEST_RESERVED) return text;
    if (BOOLEANS.has(text)) return first === 0x74 || first === 0x54;
    if (YES_OR_NO.test(text)) return first === 0x79 || first === 0x59 || text.charCodeAt(1) === 0x6e || text.charCodeAt(1) === 0x4e;
    return text;
  }
  if (first === 0x2b || first === 0x2d || first === 0x2e || (first >= 0x30 && first <= 0x39)) return readNumber(text, first);
  return text;
}

/** Letters, digits and ASCII punctuation on one line, without what ends a plain scalar: `: `, ` #`, a space at the end. */
const TAIL = String.raw`(?:[!-9;-~]|:(?=[!-~])| (?=[ !"$-9;-~]))*$`;
const WORD_START = new RegExp(`^[A-Za-z_/$(]${TAIL}`);
const OPTION_START = new RegExp(`^--?[A-Za-z]${TAIL}`);
const NUMBER_START = new RegExp(String.raw`^(?:[0-9]|\.\.?/|\.[A-DF-HJ-MO-Za-df-hj-mo-z])${TAIL}`);
/** The characters of numbers, dates and times in any version of YAML. */
const NUMBER_CHARACTERS = /^[-+.0-9a-fA-FxXoObBpPtTzZ_:, ]*$/;
/** `yaml` in its 1.1 mode takes an exponent without digits before it for a number. */
const LONE_EXPONENT = /^-?[eE][-+]?[0-9_]+$/;
const DASH = 0x2d;

const NULLS: ReadonlySet<string> = new Set(['', '~', 'null', 'Null', 'NULL']);
const BOOLEANS: ReadonlySet<string> = new Set(['true', 'True', 'TRUE', 'false', 'False', 'FALSE']);
const YES_OR_NO = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)$/;
const RESERVED: ReadonlySet<string> = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null', 'inf', 'nan']);
const LONGEST_RESERVED = 5;

const CANONICAL_NUMBER = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/;
const SPECIAL_NUMBER = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const INTEGER = /^[-+]?(?:0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|[0-9]+)$/;
const GO_INTEGER = /^[-+]?(?:0[bB][01]+|0[oO][0-7]+|0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
/** @see https://yaml.org/type/timestamp.html, with go-yaml's one-digit minutes and seconds */
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{1,2}:[0-9]{1,2}(?:\.[0-9]*)?(?:[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?$/;

function isNumberSomewhere(text: string): boolean {
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  return INTEGER.test(digits) || FLOAT.test(digits) || SEXAGESIMAL.test(text);
}

function readNumber(text: string, first: number): PlainValue {
  if (SPECIAL_NUMBER.test(text)) return text.endsWith('n') || text.endsWith('N') ? Number.NaN : first === 0x2d ? -Infinity : Infinity;
  if (first === 0x2e) {
    const number = FLOAT.test(text) ? Number(text) : Number.NaN;
    return Number.isFinite(number) ? number : text;
  }
  const digits = text.includes('_') ? text.replaceAll('_', '') : text;
  if (GO_INTEGER.test(digits)) return readInteger(digits);
  if (!FLOAT.test(digits)) return text;
  const number = Number(digits);
  return Number.isFinite(number) ? number : text;
}

function readInteger(digits: string): number {
  const negative = digits.startsWith('-');
  const unsigned = negative || digits.startsWith('+') ? digits.slice(1) : digits;
  // Go takes a leading zero for octal; JavaScript takes it for decimal.
  const octal = unsigned.length > 1 && unsigned.startsWith('0') && unsigned.charCodeAt(1) <= 0x39;
  const number = Number(octal ? `0o${unsigned}` : unsigned);
  return negative && number !== 0 ? -number : number;
}
