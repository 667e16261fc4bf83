import { type PublishSurroundings } from './publish-request.ts';

/** Longest pause between two tries, milliseconds. */
const LONGEST = 4000;
/** Longest first pause, milliseconds. */
const FIRST = 50;

/** So many failures in a row without a race: then it is tried from another clone. */
const STUCK = 3;

/** How often and how long something is tried. */
export interface Bound {
  readonly tries: number;
  /** Failures in a row while nobody else gets on either: then it is no race. */
  readonly idle: number;
  readonly milliseconds: number;
}

/** More than forty publishers that start at once need; a password that is wrong is told after some ten seconds. */
export const PUBLISH_BOUND: Bound = { tries: 150, idle: 12, milliseconds: 600_000 };

/**
 * The pause after a failed try, milliseconds: random, up to a length that doubles. Publishers
 * that start together would otherwise meet again and again.
 *
 * @param tries how many have failed, from 1
 */
export function pauseAfter(tries: number, random: () => number): number {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(tries - 1, 20));
  return Math.floor(longest * (0.2 + 0.8 * random()));
}

/** Counts tries, pauses between them, and tells when it is enough. */
export class Tries {
  readonly #surroundings: PublishSurroundings;
  readonly #bound: Bound;
  readonly #start: number;
  #failed = 0;
  #idle = 0;

  constructor(surroundings: PublishSurroundings, bound: Bound) {
    this.#surroundings = surroundings;
    this.#bound = bound;
    this.#start = surroundings.now();
  }

  /** How many have failed. */
  get failed(): number {
    return this.#failed;
  }

  /** Whether so many have failed in a row while nobody else got on that what was fetched may be to blame. */
  get isStuck(): boolean {
    return this.#idle > 0 && this.#idle % STUCK === 0;
  }

  /** Somebody else got on: what failed was a race. */
  moved(): void {
    this.#idle = 0;
  }

  /** After a failed try: pauses, or tells that there is to be no other. */
  async another(): Promise<boolean> {
    this.#failed += 1;
    this.#idle += 1;
    const pause = pauseAfter(this.#failed, () => this.#surroundings.random());
    const left = this.#start + this.#bound.milliseconds - this.#surroundings.now();
    if (this.#failed >= this.#bound.tries || this.#idle >= this.#bound.idle || pause >= left) return false;
    await this.#surroundings.sleep(pause);
    return true;
  }
}
