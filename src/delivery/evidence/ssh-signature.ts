import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ECDSA_CURVES, type SshPublicKey } from '../../kernel/ssh-public-key.ts';
import { base64Bytes, WireError, WireReader, wireString } from '../../kernel/ssh-wire.ts';

/** An SSH signature, taken apart; nothing is verified yet. */
export interface SshSignature {
  /** The key that claims to have made it, in its binary form. */
  readonly publicKey: Buffer;
  readonly namespace: string;
  readonly reserved: Buffer;
  readonly hash: 'sha256' | 'sha512';
  readonly algorithm: string;
  /** What the algorithm made, and for a hardware token its flags and counter. */
  readonly blob: Buffer;
  readonly token?: { readonly flags: number; readonly counter: Buffer } | undefined;
}

/**
 * The signature of an armoured text as `ssh-keygen -Y sign` writes it, or in words why it is none.
 *
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.sshsig
 */
export function parseSshSignature(armoured: string): SshSignature | string {
  if (armoured.length > 16_384) return 'it is longer than 16384 characters';
  const match = /^-----BEGIN SSH SIGNATURE-----\n([A-Za-z0-9+/=\n]+)\n-----END SSH SIGNATURE-----\n?$/.exec(armoured);
  const bytes = match === null ? undefined : base64Bytes(match[1]!.replaceAll('\n', ''));
  if (bytes === undefined) return 'it is no armoured SSH signature';
  try {
    return readSignature(new WireReader(bytes));
  } catch (error) {
    if (error instanceof WireError) return error.message;
    throw error;
  }
}

/**
 * Whether the key made the signature over the message in the namespace. Done here and not by
 * `ssh-keygen -Y verify`: a ledger has thousands of lines, and a process for each takes milliseconds.
 */
export function isSignedBy({ publicKey, key }: VerifyingKey, signature: SshSignature, namespace: string, message: string): boolean {
  if (signature.namespace !== namespace || !signature.publicKey.equals(publicKey.blob)) return false;
  const signed = signedBytes(signature, message);
  const application = 'application' in publicKey ? publicKey.application : undefined;
  // A token counts only when somebody touched it: without that, malware could sign while it is plugged in.
  if ((application === undefined) !== (signature.token === undefined) || (signature.token !== undefined && (signature.token.flags & USER_PRESENT) === 0)) return false;
  const { token } = signature;
  const bytes = token === undefined ? signed : Buffer.concat([sha256(application!), Buffer.from([token.flags]), token.counter, sha256(signed)]);
  switch (publicKey.type) {
    case 'ed25519':
      return signature.algorithm === (token === undefined ? 'ssh-ed25519' : 'sk-ssh-ed25519@openssh.com') && signature.blob.length === 64 && verify(null, bytes, key, signature.blob);
    case 'ecdsa': {
      const { curve } = publicKey;
      if (signature.algorithm !== (token === undefined ? `ecdsa-sha2-${curve}` : 'sk-ecdsa-sha2-nistp256@openssh.com')) return false;
      const plain = plainEcdsa(signature.blob, ECDSA_CURVES[curve]);
      return plain !== undefined && verify(ECDSA_HASHES[curve], bytes, { key, dsaEncoding: 'ieee-p1363' }, plain);
    }
    case 'rsa': {
      // Never "ssh-rsa", which signs SHA-1.
      const hash = signature.algorithm === 'rsa-sha2-512' ? 'sha512' : signature.algorithm === 'rsa-sha2-256' ? 'sha256' : undefined;
      return hash !== undefined && verify(hash, bytes, key, signature.blob);
    }
  }
}

/** A public key, ready to verify with; making it takes longer than verifying does. */
export interface VerifyingKey {
  readonly publicKey: SshPublicKey;
  readonly key: KeyObject;
}

/** Makes a public key ready; undefined where it is no point of its curve. */
export function verifyingKey(publicKey: SshPublicKey): VerifyingKey | undefined {
  try {
    return { publicKey, key: createPublicKey({ key: jwkOf(publicKey), format: 'jwk' }) };
  } catch {
    return undefined;
  }
}

/** The bytes that a signature is made over: the namespace is in them, so that none serves another purpose. */
export function signedBytes({ namespace, reserved, hash }: Pick<SshSignature, 'namespace' | 'reserved' | 'hash'>, message: string): Buffer {
  return Buffer.concat([MAGIC, wireString(namespace), wireString(reserved), wireString(hash), wireString(createHash(hash).update(message).digest())]);
}

const MAGIC = Buffer.from('SSHSIG');
const USER_PRESENT = 0x01;
const ECDSA_HASHES = { nistp256: 'sha256', nistp384: 'sha384', nistp521: 'sha512' } as const;

function readSignature(reader: WireReader): SshSignature | string {
  if (!reader.take(6).equals(MAGIC)) return 'it does not begin with SSHSIG';
  const version = reader.uint32();
  if (version !== 1) return `its version is ${version}, not 1`;
  const publicKey = reader.string();
  const namespace = reader.word();
  const reserved = reader.string();
  const hash = reader.word();
  if (hash !== 'sha256' && hash !== 'sha512') return `its hash ${JSON.stringify(hash)} is not sha256 or sha512`;
  const inner = new WireReader(reader.string());
  reader.end();
  const algorithm = inner.word();
  const blob = inner.string();
  const token = algorithm.startsWith('sk-') ? { flags: inner.uint8(), counter: inner.take(4) } : undefined;
  inner.end();
  return { publicKey, namespace, reserved, hash, algorithm, blob, token };
}

/** The two numbers of an ECDSA signature side by side, as node verifies them. */
function plainEcdsa(blob: Buffer, size: number): Buffer | undefined {
  try {
    const reader = new WireReader(blob);
    const numbers = [reader.natural(), reader.natural()];
    reader.end();
    return numbers.some((number) => number.length > size) ? undefined : Buffer.concat(numbers.map((number) => Buffer.concat([Buffer.alloc(size - number.length), number])));
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}

function jwkOf(key: SshPublicKey): Record<string, string> {
  switch (key.type) {
    case 'ed25519':
      return { kty: 'OKP', crv: 'Ed25519', x: key.key.toString('base64url') };
    case 'ecdsa': {
      const size = ECDSA_CURVES[key.curve];
      return { kty: 'EC', crv: `P-${key.curve.slice('nistp'.length)}`, x: key.point.subarray(1, 1 + size).toString('base64url'), y: key.point.subarray(1 + size).toString('base64url') };
    }
    case 'rsa':
      return { kty: 'RSA', n: key.modulus.toString('base64url'), e: key.exponent.toString('base64url') };
  }
}

function sha256(value: string | Buffer): Buffer {
  return createHash('sha256').update(value).digest();
}
