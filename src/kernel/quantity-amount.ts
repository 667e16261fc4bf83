import { parseQuantity } from './quantity.ts';

/** Billionths in one. */
export const ONE = 1_000_000_000n;
/** The most that a quantity can be; what is more, the API server cuts to it. */
const MOST = (2n ** 63n - 1n) * ONE;

/**
 * A quantity in billionths, as the API server reads what it takes: with blanks around, with more digits than
 * matter, too large, or with no digit at all, which is nothing.
 *
 * @param quantity whose form has been looked at before
 * @see https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go
 */
export function nanoOf(quantity: number | string): bigint {
  const text = trimmedQuantity(String(quantity));
  const plain = nanoOfPlain(text);
  if (plain !== undefined) return plain;
  const [, sign = '', whole = '', fraction = '', suffix = ''] = PARTS.exec(text)!;
  if (!/[1-9]/.test(whole) && !/[1-9]/.test(fraction)) return 0n;
  const outermost = sign === '-' ? -MOST : MOST;
  const exponent = /^[eE]([+-]?)0*([0-9]{4,})$/.exec(suffix);
  if (exponent !== null) return exponent[1] !== '-' ? outermost : sign === '-' ? -1n : 1n;
  if (whole.length > MOST_DIGITS) return outermost;
  const rest = /[1-9]/.test(fraction.slice(MOST_DECIMALS)) ? '1' : '';
  return nanoOfPlain(`${sign}${whole === '' ? '0' : whole}.${fraction.slice(0, MOST_DECIMALS)}${rest}${suffix}`) ?? outermost;
}

/** A quantity without the blanks that the API server drops: of the JSON as written, in which a tab is an escape. */
export function trimmedQuantity(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && BLANKS.includes(text[start]!)) start++;
  while (end > start && BLANKS.includes(text[end - 1]!)) end--;
  return text.slice(start, end);
}

function nanoOfPlain(text: string): bigint | undefined {
  try {
    return parseQuantity(text).nano;
  } catch {
    return undefined;
  }
}

const BLANKS = ' \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000';
const PARTS = /^([+-]?)0*([0-9]*)(?:\.([0-9]*))?([^]*)$/;
/** Billionths of more digits than that are too many, too. */
const MOST_DIGITS = 29;
const MOST_DECIMALS = 28;
