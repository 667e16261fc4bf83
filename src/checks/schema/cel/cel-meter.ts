import { CelNotEvaluated } from './cel-error.ts';

/**
 * Counts what evaluations cost, as the API server does: a hostile object must not take the time of a build.
 * One step is a node evaluated, an item looked at, or ten characters.
 */
export class CelMeter {
  #left: number;

  constructor(budget: number) {
    this.#left = budget;
  }

  /** @throws {CelNotEvaluated} when the budget is used up */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) throw new CelNotEvaluated('the rules cost more than the budget for one object');
  }
}
