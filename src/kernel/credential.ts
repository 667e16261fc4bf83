import { CREDENTIAL_SHAPES } from './credential-shapes.ts';

/** A credential that stands in the clear: what it is and how long, never the thing itself. */
export interface Credential {
  /** Such as `a GitHub token`. */
  readonly what: string;
  /** In characters. */
  readonly length: number;
}

/** Whether a value under the key is a secret: `smtpPassword`, `API_KEY`; not `secretStore`, `passwordPolicy`. */
export function namesASecret(key: string): boolean {
  if (!SECRET_ENDING.test(key)) return false;
  const words = wordsOf(key);
  const last = words.at(-1) ?? '';
  return SECRET_WORDS.has(last) || /(?:password|passwd|passphrase)$/.test(last) || (last === 'key' && SECRET_KEYS.has(words.at(-2) ?? ''));
}

/** The words of a key, in lower case: `smtp`, `password` of `smtpPassword`. */
export function wordsOf(key: string): string[] {
  return key.slice(-128).split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '').map((word) => word.toLowerCase());
}

/** What credential the text holds in a form of its own, or undefined. */
export function credentialIn(text: string): string | undefined {
  return formIn(text)?.what;
}

/** The first credential that the text holds in a form of its own. */
export function formIn(text: string): Credential | undefined {
  if (!holdsCredential(text)) return undefined;
  for (const { what, shape, holds } of CREDENTIAL_SHAPES) {
    let tries = 0;
    for (const match of text.matchAll(shape)) {
      const secret = match[1] ?? match[2] ?? match[0];
      if (holds === undefined || holds(secret)) return { what, length: secret.length };
      // Somebody who fills a file with placeholders hides no more than that many.
      if (++tries === MOST_TRIES) break;
    }
  }
  return undefined;
}

/** Whether the text may hold anything in the form of a credential: the common answer, at once, is that it holds none. */
export function holdsCredential(text: string): boolean {
  return ANY_MARK.test(text);
}

/**
 * Whether the text says where a secret lies, as `shop/runtime#password`, and is none itself. A path
 * of one step counts only where the property's name gives it away: a password may look the same.
 */
export function isSecretReference(text: string): boolean {
  const match = REFERENCE.exec(text);
  return match !== null && (match[1]!.includes('/') || namesASecret(match[2]!));
}

const REFERENCE = /^(?:[a-z]{1,16}:)?([A-Za-z0-9._-]{1,128}(?:\/[A-Za-z0-9._-]{1,128}){0,16})#([A-Za-z0-9._-]{1,256})$/;

const SECRET_WORDS = new Set(['password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode', 'token', 'secret', 'secrets', 'credential', 'credentials', 'apikey', 'privatekey', 'secretkey', 'accesskey', 'authtoken']);
const SECRET_KEYS = new Set(['api', 'private', 'access', 'secret', 'signing', 'encryption', 'auth', 'shared', 'master', 'license', 'session', 'ssh', 'webhook', 'hmac', 'jwt', 'preshared', 'psk']);

/** What any such key ends in, for the common answer: it names none. */
const SECRET_ENDING = /(?:pass(?:word|wd|phrase|code)?|pwd|token|secrets?|credentials?|key)[^A-Za-z0-9]*$/i;

const MOST_TRIES = 200;

/** The marks of all shapes in one. */
const ANY_MARK = new RegExp(CREDENTIAL_SHAPES.map(({ mark }) => mark).join('|'));
