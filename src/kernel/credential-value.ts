import { isNoPlaceholder } from './credential-shapes.ts';
import { isSecretReference, namesASecret, wordsOf } from './credential.ts';

/**
 * Whether a name is that of a secret and the value under it may be the secret itself: not where it lies, who fills
 * it in, or whether there is one. For names that a person gave a value of their own: a variable, a file.
 */
export function mayBeSecret(name: string, value: string): boolean {
  return namesASecret(name) && !wordsOf(name).some((word) => DIGEST.has(word)) && mayBeOne(value) && !namesSecretObject(name, value);
}

/** Whether the value is the name of a Secret that is there already, as charts ask for it: `existingSecret: postgresql-auth`. */
function namesSecretObject(name: string, value: string): boolean {
  return OBJECT_WORDS.has(wordsOf(name).at(-1) ?? '') && wordsOf(name).includes('existing') && isNameLike(value.trim());
}

function mayBeOne(value: string): boolean {
  const text = value.trim();
  if (text === '' || SWITCH.test(text) || PATH.test(text)) return false;
  return !isElsewhere(text) && isNoPlaceholder(text);
}

/**
 * Whether a value under a key looks like a secret, where keys are many and mean many things: a field of some
 * custom resource, a line of some configuration. Entropy alone tells nothing: digests have as much.
 */
export function looksLikeSecret(key: string, value: string): boolean {
  if (!mayNameASecret(key)) return false;
  const text = value.trim();
  if (text.length < 4 || text.length > MOST || /[\s(){}<>[\]\\,;`|]/.test(text) || text.startsWith('$') || !mayBeOne(text)) return false;
  const words = wordsOf(key);
  if (words.some((word) => DIGEST.has(word) || NO_SECRET.has(word)) || namesASecret(text) || WORDS.has(text.toLowerCase())) return false;
  // The digest of something, and a path of code or of a host.
  if (/^sha\d{3}[:-]/.test(text) || /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+$/.test(text)) return false;
  if (PASSWORD_WORDS.has(words.at(-1) ?? '')) return /^(?:[a-z]{4,}|[A-Za-z]+\d[A-Za-z\d]*)$/.test(text) || !isNameLike(text);
  return text.length >= 8 && !isNameLike(text) && !/^[\d.]+[a-z]{0,2}$/i.test(text) && (classesOf(text) >= 3 || (text.length >= 16 && classesOf(text) >= 2));
}

/** The keys of manifests are few, and each stands there thousands of times. */
function mayNameASecret(key: string): boolean {
  let known = ASKED.get(key);
  if (known === undefined) {
    if (ASKED.size >= MOST_ASKED) ASKED.clear();
    ASKED.set(key, (known = namesASecret(key) || OFTEN_A_SECRET.test(key)));
  }
  return known;
}

const ASKED = new Map<string, boolean>();
const MOST_ASKED = 5_000;

/** Whether people may have given it as a name: words, numbers and a short hash at the end, with dashes between. */
export function isNameLike(text: string): boolean {
  const parts = text.split(/[-_./:@#]/);
  return parts.every((part, index) => /^(?:[A-Za-z]{0,20}\d{0,3}|\d{1,4})$/.test(part) || (index > 0 && index === parts.length - 1 && /^[a-z0-9]{4,10}$/.test(part)));
}

/** Of small letters, capitals, digits and signs, how many it has. */
function classesOf(text: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((sort) => sort.test(text)).length;
}

/** A secret store's address, a sealed value, or an address without a password in it. */
function isElsewhere(text: string): boolean {
  return isSecretReference(text) || ELSEWHERE.test(text);
}

const MOST = 4_096;
const SWITCH = /^(?:true|false|yes|no|on|off)$/i;
const PATH = /^(?:~|\.{0,2})\/[\w./-]*$/;
const ELSEWHERE = /^(?:vault:|ref\+|op:\/\/|sm:\/\/|gcpsm:|awssm:|awsssm:|akv[@:]|azkv|arn:aws|projects\/[^/\s]{1,128}\/secrets\/|ENC\[|enc:|secret:\/\/|file:|https?:\/\/[^\s@]{1,2000}$|!vault|env:|env\.|process\.env|os\.environ|\/subscriptions\/)/i;
/** Names that many other things have too, such as where something lies in a store. */
const OFTEN_A_SECRET = /(?:^|[_.-])(?:(?:app(?:lication)?|account|storage|routing|integration)[_.-]?key|erlang[_.-]?cookie)$|(?:account|storage)Key$/i;
const OBJECT_WORDS = new Set(['secret', 'secrets']);
const PASSWORD_WORDS = new Set(['password', 'passwd', 'pwd', 'pass', 'passphrase', 'passcode']);
/** A key with any of these holds what a secret was made into. */
const DIGEST = new Set(['checksum', 'hash', 'hashed', 'digest', 'sha', 'sha1', 'sha256', 'sha512', 'md5', 'fingerprint']);
/** A key with any of these is about a secret and holds none. */
const NO_SECRET = new Set(['revision', 'public', 'pub', 'ref', 'reference', 'policy', 'sum', 'etag', 'error', 'invalid', 'label', 'title', 'message', 'description', 'placeholder', 'example', 'forgot', 'reset']);
/** What may be said of a secret. */
const WORDS = new Set(['required', 'optional', 'enabled', 'disabled', 'prompt', 'plain', 'plaintext', 'basic', 'bearer', 'string', 'text', 'hidden', 'masked', 'invalid', 'wrong', 'forgot', 'reset', 'file', 'auto', 'generated', 'random', 'default', 'any', 'always', 'never', 'kubernetes', 'vault', 'jwt', 'oauth', 'oauth2', 'opaque', 'redact', 'password']);
