import { type Finding } from '../../rule.ts';
import { invalid } from '../field-error.ts';

/** One finding for everything that is wrong with a value. */
export function* eachInvalid(path: string, value: unknown, errors: Iterable<string>): Iterable<Finding> {
  for (const error of errors) yield invalid(path, value, error);
}
