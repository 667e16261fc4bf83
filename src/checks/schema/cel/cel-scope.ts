import { type CelValue } from './cel-value.ts';

/** The variables in sight, the innermost first. */
export interface CelScope {
  readonly name: string;
  readonly value: CelValue;
  readonly outer: CelScope | undefined;
}

/** The value of a variable; undefined where there is none of that name. */
export function lookUp(scope: CelScope | undefined, name: string): CelValue | undefined {
  for (let at = scope; at !== undefined; at = at.outer) if (at.name === name) return at.value;
  return undefined;
}
