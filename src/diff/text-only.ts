import { embeddedValue } from './embedded-text.ts';
import { type PathedDifference } from './impact-rule.ts';
import { Place } from './place.ts';
import { sameValue } from './same-value.ts';

/**
 * Whether all that differs is how texts are written that hold JSON or YAML: the order of keys, space, comments. A
 * program that parses them gets the same; one that reads them by line or takes their sum does not.
 */
export function isTextOnly(differences: readonly PathedDifference[]): boolean {
  return differences.length > 0 && differences.every(({ kind, before, after }) => kind === 'changed' && isSameInside(before, after));
}

const ANYWHERE = new Place(undefined, false);

function isSameInside(before: unknown, after: unknown): boolean {
  if (typeof before !== 'string' || typeof after !== 'string') return false;
  const [left, right] = [embeddedValue(before), embeddedValue(after)];
  return left !== undefined && right !== undefined && sameValue(left, right, ANYWHERE);
}
