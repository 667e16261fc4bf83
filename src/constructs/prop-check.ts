import { type Problem, UserError, quoted } from '../kernel/problem.ts';

/** Collects what is wrong with a construct's props, so that all of it is reported at once. */
export class PropCheck {
  readonly #path: string;
  readonly #problems: Problem[];

  /** @param path what every path starts with: the component's name */
  constructor(path: string, problems: Problem[] = []) {
    this.#path = path;
    this.#problems = problems;
  }

  /** A check of the props below a prop; it shares the list of problems. */
  within(prop: string): PropCheck {
    return new PropCheck(this.#pathOf(prop), this.#problems);
  }

  /** Notes a problem at a prop; an empty prop is the construct itself. */
  add(prop: string, message: string, rest: Pick<Problem, 'allowed' | 'fix'> = {}): void {
    this.#problems.push({ path: this.#pathOf(prop), message, ...rest });
  }

  /** Notes a problem when the value is no whole number of the range, ends included; an absent value is in order. */
  range(prop: string, value: number | undefined, min: number, max: number): void {
    if (value === undefined || (Number.isSafeInteger(value) && value >= min && value <= max)) return;
    const nearest = Number.isFinite(value) ? Math.min(Math.max(Math.round(value), min), max) : min;
    this.add(prop, `${quoted(value)} is out of range`, {
      allowed: `a whole number from ${min} to ${max}`,
      fix: `${lastOf(prop)}: ${nearest}`,
    });
  }

  /** What the work returns; where it throws a UserError, its problems are noted at the prop. */
  attempt<T>(prop: string, work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const { message, allowed, fix } of error.problems) {
        this.add(prop, message, { ...(allowed === undefined ? {} : { allowed }), ...(fix === undefined ? {} : { fix }) });
      }
      return undefined;
    }
  }

  /** Throws a UserError when anything was found. */
  throwIfAny(): void {
    if (this.#problems.length > 0) throw new UserError(this.#problems);
  }

  #pathOf(prop: string): string {
    if (this.#path === '' || prop === '') return this.#path + prop;
    return `${this.#path}.${prop}`;
  }
}

function lastOf(prop: string): string {
  return prop.slice(prop.lastIndexOf('.') + 1);
}
