import { type Quantity } from '../../../../imports/kubernetes.ts';
import { type Finding, type Rule } from '../../rule.ts';
import { milliOf } from '../config/amount-of.ts';
import { keyPath } from '../config/key-path.ts';
import { invalid } from '../field-error.ts';
import { amountsOf, LIMIT_MAPS, LIMIT_RANGE, type LimitMap, limitsOf } from './limits-of.ts';
import { isOvercommitAllowed } from './resource-name.ts';

export const limitRangeAmountsAgree: Rule = {
  id: 'limit-range-amounts-agree',
  severity: 'error',
  why: 'the API server refuses limits that nothing can keep: a least amount above the most, a default outside both',
  source: 'https://kubernetes.io/docs/concepts/policy/limit-range/#limitrange-and-admission-checks-for-pods',
  kinds: LIMIT_RANGE,
  keys: ['limits'],
  *check(subject) {
    for (const { path, item } of limitsOf(subject)) {
      const amounts = amountsOf(item);
      const names = new Set(LIMIT_MAPS.flatMap((map) => [...amounts[map].keys()]));
      for (const name of names) {
        const of = (map: LimitMap) => amounts[map].get(name);
        for (const [low, high, blamed] of NOT_ABOVE) yield* orderFindings(of(low), of(high), low, high, keyPath(`${path}.${blamed}`, name));
        yield* ratioFindings(of('maxLimitRequestRatio'), of('min'), of('max'), keyPath(`${path}.maxLimitRequestRatio`, name));
        yield* sameFindings(name, of('default'), of('defaultRequest'), keyPath(`${path}.defaultRequest`, name));
      }
    }
  },
};

/** What may not be above what, and which of the two the API server names. */
const NOT_ABOVE: readonly (readonly [low: LimitMap, high: LimitMap, blamed: LimitMap])[] = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['default', 'max', 'default'],
];

function* orderFindings(low: Quantity | undefined, high: Quantity | undefined, lowName: string, highName: string, path: string): Iterable<Finding> {
  if (low !== undefined && high !== undefined && milliOf(low) > milliOf(high)) yield invalid(path, path.includes(`.${lowName}[`) ? low : high, `${lowName} ${low} is greater than ${highName} ${high}`);
}

function* ratioFindings(ratio: Quantity | undefined, min: Quantity | undefined, max: Quantity | undefined, path: string): Iterable<Finding> {
  if (ratio === undefined) return;
  if (milliOf(ratio) < 1000n) yield invalid(path, ratio, `ratio ${ratio} is less than 1`);
  if (min === undefined || max === undefined) return;
  // As the API server divides: anything by nothing is more than any ratio, but nothing by nothing is none.
  const most = Number(milliOf(max)) / Number(milliOf(min));
  if (Number(milliOf(ratio)) / 1000 > most) yield invalid(path, ratio, `ratio ${ratio} is greater than max/min, ${most}`);
}

function* sameFindings(name: string, limit: Quantity | undefined, request: Quantity | undefined, path: string): Iterable<Finding> {
  if (isOvercommitAllowed(name) || limit === undefined || request === undefined || milliOf(limit) === milliOf(request)) return;
  yield invalid(path, request, `default ${limit} must equal defaultRequest ${request} of ${name}, of which no more can be promised than there is`);
}
