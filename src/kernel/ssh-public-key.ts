import { base64Bytes, WireError, WireReader } from './ssh-wire.ts';

/** A public key of SSH, taken apart. */
export type SshPublicKey = SshKeyParts & {
  /** The whole key as it stands in signatures. */
  readonly blob: Buffer;
};

type SshKeyParts =
  | { readonly type: 'ed25519'; readonly key: Buffer; readonly application?: string }
  | { readonly type: 'ecdsa'; readonly curve: EcdsaCurve; readonly point: Buffer; readonly application?: string }
  | { readonly type: 'rsa'; readonly exponent: Buffer; readonly modulus: Buffer };

/** Curves that ECDSA keys of SSH lie on, with the size of a coordinate in bytes. */
export const ECDSA_CURVES = { nistp256: 32, nistp384: 48, nistp521: 66 } as const;

/** Name of such a curve. */
export type EcdsaCurve = keyof typeof ECDSA_CURVES;

/** Shortest modulus of RSA that counts, in bits. */
export const SHORTEST_RSA = 2048;

/**
 * The key of a line as `ssh-keygen` writes it, `<type> <base64> <comment>`, or in words why it is
 * none. An `application` means that the key lies in a hardware token. Certificates are no keys.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4253#section-6.6
 */
export function parseSshPublicKey(line: string): SshPublicKey | string {
  if (line.length > 8192) return 'it is longer than 8192 characters';
  const match = /^([a-z0-9@.-]+) +([A-Za-z0-9+/=]+)(?: [^\r\n]*)?$/.exec(line);
  if (match === null) return /PRIVATE KEY/.test(line) ? 'it is a private key' : 'it is not "<type> <base64>"';
  const bytes = base64Bytes(match[2]!);
  if (bytes === undefined) return 'its second word is no base64';
  const key = readSshPublicKey(bytes);
  if (typeof key === 'string') return key;
  return match[1] === typeName(bytes) ? key : 'its first word is not the type of the key';
}

/** The key in its binary form, or in words why it is none. */
export function readSshPublicKey(blob: Buffer): SshPublicKey | string {
  try {
    const reader = new WireReader(blob);
    const parts = readParts(reader.word(), reader);
    if (typeof parts === 'string') return parts;
    reader.end();
    return { ...parts, blob };
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
}

/** The type by which SSH names the key, `ssh-ed25519`. */
export function typeName(blob: Buffer): string {
  return new WireReader(blob).word();
}

function readParts(type: string, reader: WireReader): SshKeyParts | string {
  switch (type) {
    case 'ssh-ed25519':
      return { type: 'ed25519', key: ofLength(reader.string(), 32) };
    case 'sk-ssh-ed25519@openssh.com':
      return { type: 'ed25519', key: ofLength(reader.string(), 32), application: reader.word() };
    case 'sk-ecdsa-sha2-nistp256@openssh.com':
      return { ...readPoint('nistp256', reader), application: reader.word() };
    case 'ecdsa-sha2-nistp256':
    case 'ecdsa-sha2-nistp384':
    case 'ecdsa-sha2-nistp521':
      return readPoint(type.slice('ecdsa-sha2-'.length) as EcdsaCurve, reader);
    case 'ssh-rsa': {
      const exponent = reader.natural();
      const modulus = reader.natural();
      const bits = modulus.length === 0 ? 0 : modulus.length * 8 - Math.clz32(modulus[0]!) + 24;
      return bits < SHORTEST_RSA || bits > 16_384 ? `its modulus has ${bits} bits, not ${SHORTEST_RSA} to 16384` : { type: 'rsa', exponent, modulus };
    }
    default:
      return `keys of the type ${JSON.stringify(type)} are not known`;
  }
}

function readPoint(curve: EcdsaCurve, reader: WireReader): SshKeyParts & { type: 'ecdsa' } {
  if (reader.word() !== curve) throw new WireError('its curve is not the one of its type');
  const point = ofLength(reader.string(), 1 + 2 * ECDSA_CURVES[curve]);
  if (point[0] !== 4) throw new WireError('its point is compressed');
  return { type: 'ecdsa', curve, point };
}

function ofLength(bytes: Buffer, length: number): Buffer {
  if (bytes.length !== length) throw new WireError(`a part of it has ${bytes.length} bytes, not ${length}`);
  return bytes;
}
