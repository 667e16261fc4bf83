import { trimmedQuantity } from '../../kernel/quantity-amount.ts';

/**
 * Why the API server can't read a text as a quantity, or undefined when it can. It is laxer than its
 * documentation: a sign, a point or a suffix alone is zero, blanks around are dropped, and what is too
 * large is cut. https://github.com/kubernetes/apimachinery/blob/master/pkg/api/resource/quantity.go
 */
export function quantityFault(text: string): string | undefined {
  if (RIGHT.has(text)) return undefined;
  const fault = faultOf(text);
  if (fault === undefined && RIGHT.size < MOST_KNOWN && text.length < 20) RIGHT.add(text);
  return fault;
}

/** The few quantities that come again and again in every object. */
const RIGHT = new Set<string>();
const MOST_KNOWN = 1000;

function faultOf(text: string): string | undefined {
  const trimmed = trimmedQuantity(text);
  const match = trimmed === '' ? null : FORM.exec(trimmed);
  if (match === null) return "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
  const suffix = match[1]!;
  if (SUFFIXES.has(suffix) || EXPONENT.test(suffix)) return undefined;
  return "unable to parse quantity's suffix";
}

const FORM = /^[+-]?[0-9]*(?:\.[0-9]*)?((?:[eEinumkKMGTP]+[-+]?[0-9]*|[-+][0-9]*)?)$/;
const SUFFIXES: ReadonlySet<string> = new Set(['', 'n', 'u', 'm', 'k', 'M', 'G', 'T', 'P', 'E', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']);
const EXPONENT = /^[eE][-+]?[0-9]{1,18}$/;
