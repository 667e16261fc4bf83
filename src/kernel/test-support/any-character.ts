import fc from 'fast-check';

const SURROGATES = { first: 0xd800, count: 0x800 };
const CODE_POINTS = 0x110000 - SURROGATES.count;

/**
 * Any character of Unicode, as a unit of `fc.string`: what its own unit 'binary' draws from, which
 * first lists the million of them.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat({ max: CODE_POINTS - 1 }).map(
  (index) => String.fromCodePoint(index < SURROGATES.first ? index : index + SURROGATES.count),
  (character) => {
    const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (point === undefined || String.fromCodePoint(point) !== character || /\p{Cs}/u.test(character)) throw new Error('not a character');
    return point < SURROGATES.first ? point : point - SURROGATES.count;
  },
);
