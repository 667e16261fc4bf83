import { parseSshPublicKey, readSshPublicKey, type SshPublicKey } from '../../kernel/ssh-public-key.ts';
import { WireError, WireReader } from '../../kernel/ssh-wire.ts';

/**
 * The public half of a key file as `ssh-keygen` makes them, private or public; undefined where the
 * file does not tell it. A private key's public half is not encrypted, so no passphrase is asked.
 *
 * @see https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 */
export function publicHalf(keyFile: string): SshPublicKey | undefined {
  const line = parseSshPublicKey(keyFile.trim());
  if (typeof line !== 'string') return line;
  const match = /^-----BEGIN OPENSSH PRIVATE KEY-----\r?\n([A-Za-z0-9+/=\r\n]+)-----END OPENSSH PRIVATE KEY-----\s*$/.exec(keyFile);
  if (match === null) return undefined;
  try {
    const reader = new WireReader(Buffer.from(match[1]!.replaceAll(/\s/g, ''), 'base64'));
    if (reader.take(15).toString('latin1') !== 'openssh-key-v1\0') return undefined;
    for (let skipped = 0; skipped < 3; skipped++) reader.string();
    if (reader.uint32() !== 1) return undefined;
    const key = readSshPublicKey(reader.string());
    return typeof key === 'string' ? undefined : key;
  } catch (error) {
    if (error instanceof WireError) return undefined;
    throw error;
  }
}
