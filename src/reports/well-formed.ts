/** The text with every half of a character, which an escape can write, replaced: no output may hold one. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd');
}
