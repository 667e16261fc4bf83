/** How long a text is to the API server, which counts bytes of UTF-8. */
export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}

/** What the API server says of a text of more bytes than its field takes; nothing where it fits. */
export function lengthErrors(text: string, most: number): readonly string[] {
  return text.length * 3 > most && byteLength(text) > most ? [`must be no more than ${most} bytes`] : [];
}
