/** What is wrong with a number of things, a time in seconds: none may be less than zero. */
export function nonNegativeErrors(value: number): readonly string[] {
  return value >= 0 ? [] : ['must be greater than or equal to 0'];
}

/** What is wrong with a number that must be more than zero. */
export function positiveErrors(value: number): readonly string[] {
  return value > 0 ? [] : ['must be greater than zero'];
}

/** What is wrong with a number that must be within bounds. */
export function rangeErrors(value: number, least: number, most: number): readonly string[] {
  return value >= least && value <= most ? [] : [`must be between ${least} and ${most}, inclusive`];
}
