import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { wireString } from '../../kernel/ssh-wire.ts';
import { type Bundle } from '../bundle.ts';
import { appendEvidence } from './append-evidence.ts';
import { type Attester, type Attesters, openTrust } from './attester.ts';
import { EVIDENCE_NAMESPACE, evidenceId, evidenceLine, lineHash, type Statement, statementOf } from './evidence.ts';
import { signedBytes } from './ssh-signature.ts';

/** An ed25519 key made in this process, which signs as `ssh-keygen` does; see ssh-signature.test.ts. */
export interface TestKey {
  /** As it stands in environments.yaml. */
  readonly line: string;
  sign(message: string, namespace?: string): string;
}

/** Makes a key; the same seed makes the same key. */
export function testKey(seed?: string): TestKey {
  const privateKey: KeyObject =
    seed === undefined
      ? generateKeyPairSync('ed25519').privateKey
      : createPrivateKey({ key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, seed)]), format: 'der', type: 'pkcs8' });
  const raw = Buffer.from((privateKey.export({ format: 'jwk' }) as { x: string }).x, 'base64url');
  const blob = Buffer.concat([wireString('ssh-ed25519'), wireString(raw)]);
  return {
    line: `ssh-ed25519 ${blob.toString('base64')}`,
    sign: (message, namespace = EVIDENCE_NAMESPACE) => {
      const made = sign(null, signedBytes({ namespace, reserved: Buffer.alloc(0), hash: 'sha512' }, message), privateKey);
      const inner = Buffer.concat([wireString('ssh-ed25519'), wireString(made)]);
      return armour(Buffer.concat([Buffer.from('SSHSIG'), Buffer.from([0, 0, 0, 1]), wireString(blob), wireString(namespace), wireString(''), wireString('sha512'), wireString(inner)]));
    },
  };
}

/** Bytes of a signature as text. */
export function armour(bytes: Buffer): string {
  return `-----BEGIN SSH SIGNATURE-----\n${bytes.toString('base64').replaceAll(/.{70}/g, '$&\n').trimEnd()}\n-----END SSH SIGNATURE-----\n`;
}

/** A bundle of the system `shop`; the letter tells bundles apart. */
export function testBundle(letter = 'a', changes: Partial<Bundle> = {}): Bundle {
  return {
    system: 'shop',
    definition: letter.repeat(40),
    version: `v1-${letter}`,
    source: { repository: 'https://git.acme.example/shop', commit: letter.repeat(40) },
    images: { app: { name: 'ghcr.io/acme/shop-app', digest: `sha256:${letter.repeat(64)}`, version: `v1-${letter}` } },
    ...changes,
  };
}

/** A statement about a bundle, that it is ready in staging unless told otherwise. */
export function statement(changes: Partial<Statement> = {}, bundle: Bundle = testBundle()): Statement {
  const { at = '2026-03-01T10:00:00Z', ...rest } = changes;
  const facts = { environment: 'staging', tree: '1'.repeat(40), commit: '2'.repeat(40), check: 'ready', result: 'pass', by: 'ci', run: '' } as const;
  return { ...statementOf(bundle, { ...facts, now: Date.parse(at) }), ...rest };
}

const KEYS: Readonly<Record<string, TestKey>> = { ci: testKey('c'), ana: testKey('a'), ben: testKey('b'), eva: testKey('e') };

/** The key of an attester of {@link ATTESTERS}. */
export function keyOf(name: string): TestKey {
  return KEYS[name]!;
}

const person = (name: string): Attester => ({ keys: [keyOf(name).line], checks: ['approval'], environments: ['production'], identities: [`${name}@acme.example`, name] });

/** A CI that attests in staging and production, and three people who approve for production. */
export const ATTESTERS: Attesters = {
  ci: { keys: [keyOf('ci').line], checks: ['deployed', 'ready', 'e2e', 'ci', 'signed-tag'], environments: ['staging', 'production'], identities: [] },
  ana: person('ana'),
  ben: person('ben'),
  eva: person('eva'),
};

/** A file of evidence that says these things one after the other. */
export async function evidenceFile(statements: readonly Statement[], attesters: Attesters = ATTESTERS): Promise<string> {
  let text = '';
  for (const one of statements) {
    const made = await appendEvidence(text, one, openTrust(attesters), async (id) => keyOf(one.by).sign(id));
    if (made.outcome === 'new') text += made.line;
  }
  return text;
}

/** A line as an attacker would write it: with a right id, its place in the chain, and whatever signature there is. */
export function lineAfter(text: string, said: Statement, signature: (id: string) => string): string {
  const last = text.trimEnd().split('\n').at(-1)!;
  const linked = { ...said, previous: last === '' ? '' : lineHash(last) };
  const id = evidenceId(linked);
  return `${evidenceLine({ ...linked, id, signature: signature(id) })}\n`;
}
