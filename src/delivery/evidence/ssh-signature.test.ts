import { afterAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSshPublicKey, type SshPublicKey } from '../../kernel/ssh-public-key.ts';
import { wireString } from '../../kernel/ssh-wire.ts';
import { isSignedBy, parseSshSignature, signedBytes, type SshSignature, verifyingKey } from './ssh-signature.ts';
import { publicHalf } from './signing-key.ts';
import { armour, testKey } from './test-support.ts';

const hasOpenSsh = spawnSync('ssh-keygen', ['-?']).error === undefined;
/** Without OpenSSH there is nothing to compare with; the skipped tests say so. */
const withOpenSsh = hasOpenSsh ? it : it.skip;
const folder = mkdtempSync(join(tmpdir(), 'slipway-sshsig-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MESSAGE = 'e'.repeat(64);

function keyOf(line: string): SshPublicKey {
  const key = parseSshPublicKey(line.trim());
  if (typeof key === 'string') throw new Error(key);
  return key;
}

function signatureOf(text: string): SshSignature {
  const signature = parseSshSignature(text);
  if (typeof signature === 'string') throw new Error(signature);
  return signature;
}

function holds(line: string, text: string, message = MESSAGE, namespace = 'slipway.evidence'): boolean {
  return isSignedBy(verifyingKey(keyOf(line))!, signatureOf(text), namespace, message);
}

/** Whether OpenSSH itself says that the signature is right. */
function holdsForOpenSsh(line: string, text: string, message = MESSAGE): boolean {
  const allowed = join(folder, 'allowed');
  const signature = join(folder, 'signature');
  writeFileSync(allowed, `someone ${line.trim()}\n`);
  writeFileSync(signature, text);
  return spawnSync('ssh-keygen', ['-Y', 'verify', '-f', allowed, '-I', 'someone', '-n', 'slipway.evidence', '-s', signature], { input: message }).status === 0;
}

function opensshKey(name: string, options: readonly string[]): { file: string; line: string } {
  const file = join(folder, name);
  execFileSync('ssh-keygen', ['-q', '-N', '', '-C', 'a comment', '-f', file, ...options]);
  return { file, line: readFileSync(`${file}.pub`, 'utf8') };
}

function opensshSign(file: string, namespace = 'slipway.evidence', options: readonly string[] = []): string {
  return execFileSync('ssh-keygen', ['-Y', 'sign', '-n', namespace, '-f', file, ...options], { input: MESSAGE, stdio: ['pipe', 'pipe', 'ignore'] }).toString();
}

describe('a signature by ssh-keygen', () => {
  const kinds: Readonly<Record<string, readonly string[]>> = {
    ed25519: ['-t', 'ed25519'],
    'ecdsa on nistp256': ['-t', 'ecdsa', '-b', '256'],
    'ecdsa on nistp384': ['-t', 'ecdsa', '-b', '384'],
    'ecdsa on nistp521': ['-t', 'ecdsa', '-b', '521'],
    'rsa of 2048 bits': ['-t', 'rsa', '-b', '2048'],
    'rsa of 3072 bits': ['-t', 'rsa', '-b', '3072'],
  };
  for (const [name, options] of Object.entries(kinds)) {
    withOpenSsh(`holds by ${name}, for this message, namespace and key alone`, () => {
      const { file, line } = opensshKey(name.replaceAll(' ', '-'), options);
      const other = testKey().line;
      // ECDSA numbers have leading zeros now and then.
      for (let round = 0; round < (name.startsWith('ecdsa') ? 8 : 1); round++) {
        const text = opensshSign(file);
        expect(holds(line, text)).toBe(true);
        expect(holds(line, text, `${MESSAGE.slice(1)}f`)).toBe(false);
        expect(holds(line, text, MESSAGE, 'git')).toBe(false);
        expect(holds(other, text)).toBe(false);
      }
      expect(holds(line, opensshSign(file, 'git'))).toBe(false);
      expect(holds(line, opensshSign(file, 'slipway.evidence', ['-O', 'hashalg=sha256']))).toBe(true);
      expect(publicHalf(readFileSync(file, 'utf8'))?.blob.equals(keyOf(line).blob)).toBe(true);
    });
  }

  withOpenSsh('tells its public half although a passphrase protects it', () => {
    const file = join(folder, 'protected');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'only an example', '-f', file]);
    expect(publicHalf(readFileSync(file, 'utf8'))?.blob.equals(keyOf(readFileSync(`${file}.pub`, 'utf8')).blob)).toBe(true);
  });

  withOpenSsh('agrees with ours byte for byte, and either side refuses every flipped bit', () => {
    const key = testKey();
    const text = key.sign(MESSAGE);
    expect(holds(key.line, text)).toBe(true);
    expect(holdsForOpenSsh(key.line, text)).toBe(true);
    const bytes = Buffer.from(text.split('\n').slice(1, -2).join(''), 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const flipped = Buffer.from(bytes);
      flipped[at] = flipped[at]! ^ (1 << (at % 8));
      const parsed = parseSshSignature(armour(flipped));
      expect([at, typeof parsed !== 'string' && isSignedBy(verifyingKey(keyOf(key.line))!, parsed, 'slipway.evidence', MESSAGE)]).toEqual([at, false]);
    }
    expect(holdsForOpenSsh(key.line, text.replace(/A/, 'B'))).toBe(false);
  });
});

describe('a signature by a hardware token', () => {
  const application = 'ssh:';
  const sha256 = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();

  function tokenSignature(kind: 'ed25519' | 'ecdsa', flags: number): { line: string; text: string } {
    const { privateKey, publicKey } = kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = publicKey.export({ format: 'jwk' });
    const type = kind === 'ed25519' ? 'sk-ssh-ed25519@openssh.com' : 'sk-ecdsa-sha2-nistp256@openssh.com';
    const point = Buffer.concat([Buffer.from([4]), Buffer.from(jwk.x!, 'base64url'), Buffer.from(jwk.y ?? '', 'base64url')]);
    const blob = Buffer.concat(kind === 'ed25519' ? [wireString(type), wireString(Buffer.from(jwk.x!, 'base64url')), wireString(application)] : [wireString(type), wireString('nistp256'), wireString(point), wireString(application)]);
    const counter = Buffer.from([0, 0, 0, 7]);
    const signed = Buffer.concat([sha256(application), Buffer.from([flags]), counter, sha256(signedBytes({ namespace: 'slipway.evidence', reserved: Buffer.alloc(0), hash: 'sha512' }, MESSAGE))]);
    const made = kind === 'ed25519' ? sign(null, signed, privateKey) : sign('sha256', signed, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    const number = (bytes: Buffer): Buffer => {
      let start = 0;
      while (bytes[start] === 0) start++;
      const short = bytes.subarray(start);
      return wireString(short[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short);
    };
    const inner = Buffer.concat([wireString(type), wireString(kind === 'ed25519' ? made : Buffer.concat([number(made.subarray(0, 32)), number(made.subarray(32))])), Buffer.from([flags]), counter]);
    const text = armour(Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1]), wireString(blob), wireString('slipway.evidence'), wireString(''), wireString('sha512'), wireString(inner)]));
    return { line: `${type} ${blob.toString('base64')}`, text };
  }

  for (const kind of ['ed25519', 'ecdsa'] as const) {
    it(`holds by ${kind} when somebody touched it`, () => {
      const { line, text } = tokenSignature(kind, 1);
      expect(holds(line, text)).toBe(true);
      expect(holds(line, text, 'another')).toBe(false);
      if (hasOpenSsh) expect(holdsForOpenSsh(line, text)).toBe(true);
    });

    it(`does not hold by ${kind} when nobody did`, () => {
      const { line, text } = tokenSignature(kind, 0);
      expect(holds(line, text)).toBe(false);
    });
  }
});

describe('what is no signature', () => {
  const right = testKey().sign(MESSAGE);
  const rows: Readonly<Record<string, string>> = {
    'nothing': '',
    'words': 'signed, sealed, delivered',
    'another armour': right.replaceAll('SSH SIGNATURE', 'PGP SIGNATURE'),
    'something before it': `x\n${right}`,
    'something after it': `${right}x`,
    'a cut one': armour(Buffer.from(right.split('\n').slice(1, -2).join(''), 'base64').subarray(0, 100)),
    'one with something after its end': armour(Buffer.concat([Buffer.from(right.split('\n').slice(1, -2).join(''), 'base64'), Buffer.from([0])])),
    'one of enormous lengths': armour(Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1]), Buffer.alloc(40, 0xff)])),
    'one of many bytes': armour(Buffer.alloc(100_000)),
  };
  for (const [name, text] of Object.entries(rows)) {
    it(`is ${name}`, () => {
      expect(typeof parseSshSignature(text)).toBe('string');
    });
  }
});
