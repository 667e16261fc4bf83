import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { type JsonMap } from './data.ts';

const SECRET_WORDS = new Set(['password', 'passwd', 'pwd', 'passphrase', 'token', 'secret', 'secrets', 'credential', 'credentials', 'apikey', 'privatekey']);
const SECRET_KEYS = new Set(['api', 'private', 'access', 'secret', 'signing', 'encryption', 'auth', 'shared', 'master', 'license', 'session', 'ssh']);

/** What any such key ends in, for the common answer: it names none. */
const SECRET_ENDING = /(?:password|passwd|pwd|passphrase|token|secrets?|credentials?|key)[^A-Za-z0-9]*$/i;

/** Shapes of credentials that their makers gave a recognisable form, by what they are. */
const CREDENTIALS: readonly (readonly [what: string, shape: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----/],
  ['an AWS access key', /\b(AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['a GitHub token', /\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_[A-Za-z0-9_]{22,}/],
  ['a GitLab token', /\bgl(pat|dt|rt|cbt|ptt|ft)-[A-Za-z0-9_-]{20,}/],
  ['a Slack token', /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/],
  ['a Slack address that lets anybody post', /hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]+/],
  ['a Stripe key', /\b[rs]k_(live|test)_[A-Za-z0-9]{16,}/],
  ['a Google API key', /\bAIza[A-Za-z0-9_-]{35}/],
  ['an npm token', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['an API key', /\bsk-(ant-|proj-)?[A-Za-z0-9_-]{32,}/],
  ['a Vault token', /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/],
  ['a SendGrid key', /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/],
  ['an age key', /\bAGE-SECRET-KEY-1[0-9A-Z]{50,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/],
  ['an address with a password', /\b[a-z][a-z0-9+.-]{0,31}:\/\/[^\s/:@"']{0,256}:[^\s/@"']{1,256}@/i],
];

/** All shapes in one, for the common answer: there is none. */
const ANY_CREDENTIAL = new RegExp(CREDENTIALS.map(([, shape]) => shape.source).join('|'), 'i');

/** A secret that stands in the clear; what it is, never the secret. */
export interface ClearSecret {
  readonly path: Path;
  readonly what: string;
}

/** Where to look for secrets. */
export interface SecretSearch {
  /** Whether the value at a path is by its schema only a secret's name. */
  readonly namesSecret: (path: Path) => boolean;
  /** Whether anything may have the form of a credential; `false` where the whole text was searched already. */
  readonly credentials: boolean;
}

/**
 * Every secret in the data that stands in the clear: a literal under a key that names one, and
 * anything in the form of a well-known credential.
 */
export function findClearSecrets(value: Json, { namesSecret, credentials }: SecretSearch): ClearSecret[] {
  const found: ClearSecret[] = [];
  const path: (string | number)[] = [];
  const note = (what: string): void => void found.push({ path: [...path], what });
  visit(value);
  return found;

  function visit(at: Json): void {
    if (typeof at === 'object' && at !== null) {
      for (const key of Object.keys(at)) {
        path.push(Array.isArray(at) ? Number(key) : key);
        const inKey = credentials ? credentialIn(key) : undefined;
        if (inKey !== undefined) note(inKey);
        visit((at as JsonMap)[key]!);
        path.pop();
      }
      return;
    }
    const what = credentials && typeof at === 'string' ? credentialIn(at) : undefined;
    if (what !== undefined) return note(what);
    const key = path.at(-1);
    if (isLiteral(at) && typeof key === 'string' && namesASecret(key) && !namesSecret([...path])) note('a secret');
  }
}

/** Whether the text holds anything in the form of a credential. */
export function holdsCredential(text: string): boolean {
  return ANY_CREDENTIAL.test(text);
}

/** The lines of a file that hold a credential, in a comment too; lines and columns count from 1. */
export function findCredentialLines(text: string): { readonly line: number; readonly column: number; readonly what: string }[] {
  if (!ANY_CREDENTIAL.test(text)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
    const what = credentialIn(content);
    return what === undefined ? [] : [{ line: index + 1, column: content.search(/\S/) + 1, what }];
  });
}

/** What credential the text holds, or undefined. */
export function credentialIn(text: string): string | undefined {
  if (!ANY_CREDENTIAL.test(text)) return undefined;
  return CREDENTIALS.find(([, shape]) => shape.test(text))?.[0];
}

/** Whether something at the path, with the value, may be shown in a message. */
export function mayBeShown(path: Path, value: unknown): boolean {
  if (path.some((step) => typeof step === 'string' && (namesASecret(step) || credentialIn(step) !== undefined))) return false;
  return credentialIn(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')) === undefined;
}

/** Whether a value under the key is a secret: `smtpPassword`, `API_KEY`; not `secretStore`, `passwordPolicy`. */
export function namesASecret(key: string): boolean {
  if (!SECRET_ENDING.test(key)) return false;
  const words = key.slice(-128).split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '').map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  return SECRET_WORDS.has(last) || (last === 'key' && SECRET_KEYS.has(words.at(-2) ?? ''));
}

function isLiteral(value: Json): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
