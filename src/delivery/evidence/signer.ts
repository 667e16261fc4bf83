import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseSshPublicKey, type SshPublicKey, typeName } from '../../kernel/ssh-public-key.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import { quoted, UserError } from '../../kernel/problem.ts';
import { type SignId } from './append-evidence.ts';
import { type Attesters } from './attester.ts';
import { EVIDENCE_NAMESPACE } from './evidence.ts';
import { publicHalf } from './signing-key.ts';

/** Somebody who can sign evidence here and now. */
export interface Signer {
  /** The attester that the key belongs to. */
  readonly name: string;
  readonly sign: SignId;
}

/** Where a signing key may be. */
export interface SignerPlace {
  /** Path of a private key, or of a public one whose private half the ssh-agent holds. @default what the ssh-agent holds */
  readonly keyFile?: string | undefined;
  /** What of the process's environment ssh programs get: the agent's socket, how a passphrase is asked. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds the key to sign by, and the attester it belongs to. Signing is left to `ssh-keygen`, so that
 * private keys never enter this process and hardware tokens and agents work.
 *
 * @throws UserError when there is no key, or it belongs to no attester
 */
export async function openSigner({ keyFile, env }: SignerPlace, attesters: Attesters): Promise<Signer> {
  if (keyFile !== undefined) {
    const path = resolve(keyFile);
    const key = publicHalf(await readKey(path)) ?? publicHalf(await readKey(`${path}.pub`, ''));
    if (key === undefined) {
      throw new UserError({ message: `${quoted(keyFile)} is no key of SSH whose public half can be read`, allowed: 'a key as ssh-keygen makes it: ed25519, ecdsa or rsa of 2048 bits or more, OpenSSH format', fix: `ssh-keygen -y -f ${shellWord(keyFile)} > ${shellWord(`${keyFile}.pub`)}` });
    }
    const name = ownerOf(key, attesters);
    if (name === undefined) throw new UserError({ message: `the key ${quoted(keyFile)} belongs to no attester`, fix: attesterLine(key) });
    return { name, sign: (id) => signWith(path, id, env) };
  }
  const keys = await agentKeys(env);
  const found = keys.flatMap((key) => {
    const name = ownerOf(key, attesters);
    return name === undefined ? [] : [{ key, name }];
  })[0];
  if (found !== undefined) return { name: found.name, sign: (id) => signByAgent(found.key, id, env) };
  const first = keys[0];
  if (first === undefined) throw new UserError({ message: 'there is no key to sign evidence with: no --key, and no ssh-agent that holds one', fix: '--key <path>   (or set SLIPWAY_SIGNING_KEY)' });
  throw new UserError({ message: 'no key of the ssh-agent belongs to an attester', fix: attesterLine(first) });
}

function ownerOf(key: SshPublicKey, attesters: Attesters): string | undefined {
  const isIt = (line: string): boolean => {
    const listed = parseSshPublicKey(line);
    return typeof listed !== 'string' && listed.blob.equals(key.blob);
  };
  return Object.keys(attesters).find((name) => attesters[name]!.keys.some(isIt));
}

function attesterLine(key: SshPublicKey): string {
  return `add "${keyLine(key)}" to the keys of an attester in overlays/environments.yaml`;
}

function keyLine(key: SshPublicKey): string {
  return `${typeName(key.blob)} ${key.blob.toString('base64')}`;
}

/** More than any key has. */
const LONGEST_KEY_FILE = 65_536;

async function readKey(path: string, otherwise?: string): Promise<string> {
  try {
    // Not waiting: a pipe in its place would hold us for ever.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_KEY_FILE), 0, LONGEST_KEY_FILE, null);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    if (otherwise !== undefined) return otherwise;
    throw new UserError({ message: `the signing key ${quoted(path)} cannot be read (${code})`, fix: '--key <path>   (of a key that can be read)' });
  }
}

async function agentKeys(env: SignerPlace['env']): Promise<SshPublicKey[]> {
  if (env['SSH_AUTH_SOCK'] === undefined || env['SSH_AUTH_SOCK'] === '') return [];
  const { stdout } = await run('ssh-add', ['-L'], '', env);
  return stdout.split('\n').flatMap((line) => {
    const key = parseSshPublicKey(line.trim());
    return typeof key === 'string' ? [] : [key];
  });
}

async function signByAgent(key: SshPublicKey, id: string, env: SignerPlace['env']): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-sign-'));
  try {
    const path = join(folder, 'key.pub');
    await writeFile(path, `${keyLine(key)}\n`, { mode: 0o600 });
    return await signWith(path, id, env);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function signWith(path: string, id: string, env: SignerPlace['env']): Promise<string> {
  const { code, stdout, stderr } = await run('ssh-keygen', ['-Y', 'sign', '-n', EVIDENCE_NAMESPACE, '-f', path], id, env);
  if (code === 0 && stdout.startsWith('-----BEGIN SSH SIGNATURE-----')) return stdout;
  const said = stderr.trim().split('\n').at(-1) ?? '';
  throw new UserError({ message: `ssh-keygen did not sign: ${said === '' ? `it ended with ${code}` : said.slice(0, 300)}`, fix: `try it by hand: echo test | ssh-keygen -Y sign -n ${EVIDENCE_NAMESPACE} -f ${shellWord(path)}` });
}

/** Longest wait: a person may have to find and touch a token. */
const SIGN_MILLISECONDS = 120_000;

/** What ssh programs need of the environment, and nothing that steers other programs. */
const PASSED = ['PATH', 'HOME', 'USER', 'SSH_AUTH_SOCK', 'SSH_ASKPASS', 'SSH_ASKPASS_REQUIRE', 'DISPLAY', 'WAYLAND_DISPLAY', 'TERM', 'TMPDIR', 'SSH_SK_PROVIDER'];

function run(program: string, args: readonly string[], input: string, env: SignerPlace['env']): Promise<{ code: number | string; stdout: string; stderr: string }> {
  const passed = Object.fromEntries(PASSED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])));
  return new Promise((done, fail) => {
    const child = execFile(program, args, { env: { ...passed, LC_ALL: 'C' }, timeout: SIGN_MILLISECONDS, maxBuffer: 1_048_576 }, (error, stdout, stderr) => {
      if (error?.code === 'ENOENT') fail(new UserError({ message: `the program ${program} is not installed`, allowed: 'OpenSSH 8.2 or newer', fix: 'install OpenSSH, such as by: apt-get install openssh-client' }));
      else done({ code: error === null ? 0 : (error.code ?? error.signal ?? 1), stdout, stderr });
    });
    // It may end before it has read all.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
