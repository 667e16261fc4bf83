/** Bytes that are used again and again: making a buffer for each of thousands of files costs more than filling it. */
export class Scratch {
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);

  /** A text in UTF-8. It holds until the next use. */
  encode(text: string): Buffer {
    // No code unit takes more than three bytes.
    if (text.length * 3 > this.#bytes.length) this.#grow(Buffer.byteLength(text, 'utf8'));
    return this.#bytes.subarray(0, this.#bytes.write(text, 0, 'utf8'));
  }

  /** Room for so many bytes, whatever they hold. It holds until the next use. */
  room(length: number): Buffer {
    if (length > this.#bytes.length) this.#grow(length);
    return this.#bytes.subarray(0, length);
  }

  #grow(length: number): void {
    this.#bytes = Buffer.allocUnsafeSlow(Math.max(length, this.#bytes.length * 2));
  }
}
