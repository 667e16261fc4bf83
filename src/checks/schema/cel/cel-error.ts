/** An evaluation that failed as it would in the API server: it counts as a broken rule, unless a logical operator makes up for it. */
export class CelError extends Error {}

/** An expression that is no CEL. */
export class CelSyntaxError extends Error {}

/** What can't be evaluated here, or not within the budget: no verdict follows from it. */
export class CelNotEvaluated extends Error {}

/** The failure of a function or operator that takes no values of these types. */
export function noOverload(what: string): CelError {
  return new CelError(`no such overload: ${what}`);
}
