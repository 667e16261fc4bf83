import { displayWidth } from './display-width.ts';

/** A piece of a line that is shown in one way. */
export interface Piece {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/**
 * Lines of at most so many columns: broken between words, and inside what is longer than a line.
 *
 * @param first columns that are taken in the first line already
 * @param indent columns that every other line begins with
 */
export function wrapPieces(pieces: readonly Piece[], width: number, first: number, indent: number): string[] {
  const wrapper = new Wrapper(width, first, indent);
  for (const { text, paint = same } of pieces) for (const word of text.split(/(\s+)/)) if (word !== '') wrapper.add(word, paint);
  return wrapper.lines();
}

class Wrapper {
  readonly #done: string[] = [];
  #line = '';
  #used: number;
  #isBegun = false;

  constructor(
    private readonly width: number,
    first: number,
    private readonly indent: number,
  ) {
    this.#used = first;
  }

  add(word: string, paint: (text: string) => string): void {
    if (word.trim() === '') return this.#space(word);
    let rest = word;
    if (this.#isBegun && !this.#fits(rest)) this.#wrap();
    while (rest !== '' && !this.#fits(rest) && this.#used < this.width) {
      const head = headOf(rest, this.width - this.#used);
      this.#line += paint(head);
      rest = rest.slice(head.length);
      this.#wrap();
    }
    if (rest === '') return;
    this.#line += paint(rest);
    this.#used += displayWidth(rest);
    this.#isBegun = true;
  }

  lines(): string[] {
    return this.#isBegun || this.#done.length === 0 ? [...this.#done, this.#line] : this.#done;
  }

  /** A space at the end or the beginning of a line is none. */
  #space(text: string): void {
    if (!this.#isBegun) return;
    if (this.#used + text.length >= this.width) return this.#wrap();
    this.#line += text;
    this.#used += text.length;
  }

  #fits(text: string): boolean {
    return this.#used + displayWidth(text) <= this.width;
  }

  #wrap(): void {
    this.#done.push(this.#line.trimEnd());
    this.#line = ' '.repeat(this.indent);
    this.#used = this.indent;
    this.#isBegun = false;
  }
}

/** The beginning of a word that fits, at least one character of it. */
function headOf(word: string, width: number): string {
  let head = '';
  for (const character of word) {
    if (head !== '' && displayWidth(head + character) > width) break;
    head += character;
  }
  return head;
}

function same(text: string): string {
  return text;
}
