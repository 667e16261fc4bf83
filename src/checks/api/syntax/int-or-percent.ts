import { nonNegativeErrors } from './whole-number.ts';

/** What is wrong with a percentage: `25%`. */
export function percentErrors(text: string): readonly string[] {
  return PERCENT.test(text) ? [] : ['must be digits and "%", such as "25%"'];
}

/** What is wrong with a number of things given as itself or as a percentage; it may be more than all. */
export function intOrPercentErrors(value: number | string): readonly string[] {
  return typeof value === 'number' ? nonNegativeErrors(value) : percentErrors(value);
}

/** What is wrong with a percentage of more than all; nothing is where it is no percentage. */
export function atMostAllErrors(value: number | string): readonly string[] {
  return percentOf(value) > 100 ? ['must not be greater than 100%'] : [];
}

/** The percentage as a number; zero where it is none. */
export function percentOf(value: number | string): number {
  return typeof value === 'string' && PERCENT.test(value) ? Number(value.slice(0, -1)) : 0;
}

const PERCENT = /^[0-9]+%$/;
