/**
 * Reads the binary form that SSH keys and signatures have: numbers of 32 bits and strings that
 * begin with their length. Every method throws {@link WireError} at what does not fit.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4251#section-5
 */
export class WireReader {
  private at = 0;
  private readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** The next bytes as they are. */
  take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new WireError('it ends too early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  string(): Buffer {
    return this.take(this.uint32());
  }

  /** A string of printable ASCII: names of algorithms, curves, namespaces. */
  word(): string {
    const word = this.string().toString('latin1');
    if (!/^[!-~]{0,200}$/.test(word)) throw new WireError('a name in it is not printable');
    return word;
  }

  /** A whole number that is not negative, big-endian, without leading zeros. */
  natural(): Buffer {
    const bytes = this.string();
    if (bytes.length === 0) return bytes;
    if (bytes[0]! >= 0x80) throw new WireError('a number in it is negative');
    if (bytes[0] === 0 && (bytes.length === 1 || bytes[1]! < 0x80)) throw new WireError('a number in it has leading zeros');
    return bytes[0] === 0 ? bytes.subarray(1) : bytes;
  }

  /** That nothing is left: what follows would be covered by no check. */
  end(): void {
    if (this.at !== this.bytes.length) throw new WireError('something follows its end');
  }
}

/** What is wrong with binary data of SSH, in words that follow a colon. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Bytes with their length before them. */
export function wireString(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** The bytes of strict base64, padding included; undefined where the text is anything else. */
export function base64Bytes(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  // Bits that no byte uses would let one key be written in several ways.
  return bytes.toString('base64') === text ? bytes : undefined;
}
