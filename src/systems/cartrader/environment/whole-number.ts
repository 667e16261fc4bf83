import { z } from 'zod';

/** A whole number within bounds, as the text of a variable. */
export function wholeNumber(min: number, max: number) {
  return z.coerce.number().int().min(min).max(max);
}
