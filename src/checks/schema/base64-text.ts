/** Whether Go reads a text as base64: the standard alphabet, padded; line breaks count for nothing. */
export function isBase64(text: string): boolean {
  const plain = BREAKS.test(text) ? text.replace(ALL_BREAKS, '') : text;
  return plain.length % 4 === 0 && FORM.test(plain);
}

const BREAKS = /[\r\n]/;
const ALL_BREAKS = /[\r\n]+/g;
const FORM = /^[A-Za-z0-9+/]*={0,2}$/;
