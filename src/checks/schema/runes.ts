/** The code points of a text, which Go counts and cuts by. */
export function runesOf(text: string): string[] {
  return SURROGATE.test(text) ? Array.from(text) : text.split('');
}

/** How many code points a text has. */
export function runeCount(text: string): number {
  return SURROGATE.test(text) ? Array.from(text).length : text.length;
}

const SURROGATE = /[\ud800-\udfff]/;
