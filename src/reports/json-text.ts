import { wellFormed } from './well-formed.ts';

/**
 * A value as JSON that may be shown: JSON leaves some characters as they are that a terminal obeys.
 *
 * @param indent columns a level; 0 for one line
 */
export function jsonText(value: object, indent: number): string {
  return wellFormed(JSON.stringify(value, null, indent)).replace(/[\u007f-\u009f\p{Cf}\u2028\u2029]/gu, escaped);
}

function escaped(characters: string): string {
  return [...Array(characters.length).keys()].map((index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`).join('');
}
