import { type Finding } from '../../rule.ts';
import { invalid } from '../field-error.ts';
import { atMostAllErrors, intOrPercentErrors, percentOf } from '../syntax/int-or-percent.ts';

/** How many pods a rollout may be short of, or have too many: a number or a percentage. */
export type RollingCount = number | string;

/** What is wrong with such a count. */
export function* rollingCountFindings(count: RollingCount | undefined, path: string): Iterable<Finding> {
  if (count !== undefined) for (const error of intOrPercentErrors(count)) yield invalid(path, count, error);
}

/** What is wrong with such a count that can't be more than all. */
export function* atMostAllFindings(count: RollingCount | undefined, path: string): Iterable<Finding> {
  if (count !== undefined) for (const error of atMostAllErrors(count)) yield invalid(path, count, error);
}

/** Whether the count stands for no pod whatever the number of pods; text that is no percentage and no number does. */
export function isNone(count: RollingCount | undefined): boolean {
  if (typeof count !== 'string') return (count ?? 0) === 0;
  return /^[+-]?[0-9]+$/.test(count) ? Number(count) === 0 : percentOf(count) === 0;
}
