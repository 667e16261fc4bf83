/** Whether a value under the key is a secret: `smtpPassword`, `API_KEY`; not `secretStore`, `passwordPolicy`. */
export function namesASecret(key: string): boolean {
  if (!SECRET_ENDING.test(key)) return false;
  const words = key.slice(-128).split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).filter((word) => word !== '').map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  return SECRET_WORDS.has(last) || (last === 'key' && SECRET_KEYS.has(words.at(-2) ?? ''));
}

/** What credential the text holds, or undefined. */
export function credentialIn(text: string): string | undefined {
  if (!ANY_CREDENTIAL.test(text)) return undefined;
  return CREDENTIALS.find(([, shape]) => shape.test(text))?.[0];
}

/** Whether the text holds anything in the form of a credential. */
export function holdsCredential(text: string): boolean {
  return ANY_CREDENTIAL.test(text);
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
