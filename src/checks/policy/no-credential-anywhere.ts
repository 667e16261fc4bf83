import { type Credential, formIn } from '../../kernel/credential.ts';
import { credentialInText, textOfBase64 } from '../../kernel/credential-text.ts';
import { looksLikeSecret } from '../../kernel/credential-value.ts';
import { type Path, pathText } from '../../kernel/path.ts';
import { at, type Fields, listAt } from '../field.ts';
import { type Finding, type Rule } from '../rule.ts';
import { credentialMessage } from './no-credential-in-clear.ts';

/**
 * Every text of a manifest, its keys too, but for those that {@link noCredentialInClear} looks at. Each is
 * looked at once. In a Secret, what its values stand for is looked at as well.
 */
export const noCredentialAnywhere: Rule = {
  id: 'no-credential-anywhere',
  severity: 'error',
  why: 'a secret in an annotation, a rule or some operator\'s resource is in git just as well, where nobody thinks of it when keys are changed',
  source: 'https://kubernetes.io/docs/concepts/security/secrets-good-practices/#avoid-sharing-secret-manifests',
  check({ manifest, kind, containers }) {
    const found: Finding[] = [];
    const judged = new Set<unknown>(containers.flatMap(({ container }) => [listAt(container, 'env'), listAt(container, 'command'), listAt(container, 'args')]));
    if (kind === '/ConfigMap') for (const field of ['data', 'binaryData']) judged.add(at(manifest, field));
    const secret = kind === '/Secret' ? at(manifest, 'data') : undefined;
    const steps: (string | number)[] = [];
    walk(manifest);
    return found;

    function walk(value: object): void {
      if (judged.has(value) || found.length >= MOST_FOUND) return;
      // What is shared by anchors is looked at where it stands first; what holds itself, once.
      judged.add(value);
      const isList = Array.isArray(value);
      for (const key of Object.keys(value)) {
        const child = (value as Fields)[key];
        if (typeof child === 'string') {
          const credential = inField(isList ? '' : key === 'value' ? nameOf(value) : key, child, value === secret);
          if (credential !== undefined) add([...steps, isList ? Number(key) : key], credential);
        } else if (typeof child === 'object' && child !== null && steps.length < DEEPEST) {
          steps.push(isList ? Number(key) : key);
          walk(child);
          steps.pop();
        }
        if (!isList && key.length >= LEAST_KEY && !isHarmless(key)) {
          const credential = formIn(key);
          if (credential !== undefined) add(steps, credential);
        }
      }
    }

    function add(path: Path, credential: Credential): void {
      found.push({ path: pathText(path.map((step) => (typeof step === 'string' ? shownKey(step) : step))), message: credentialMessage(credential), fix: 'move it to the secret store, name it by an ExternalSecret, and make a new one: this one is known' });
    }
  },
};

const LEAST_KEY = 12;
const DEEPEST = 200;
const MOST_FOUND = 1_000;

function inField(name: string, value: string, isData: boolean): Credential | undefined {
  const text = isData ? (textOfBase64(value) ?? value) : value;
  if (looksLikeSecret(name, text)) return { what: 'the value of a key that names a secret', length: text.length };
  return isHarmless(text) ? undefined : credentialInText(text);
}

/** What a value is called whose key says nothing: by the name beside it. */
function nameOf(fields: object): string {
  const name = at(fields, 'name') ?? at(fields, 'key');
  return typeof name === 'string' ? name : 'value';
}

/** Whether the text holds no credential, for sure: the same few stand in hundreds of manifests. */
function isHarmless(text: string): boolean {
  if (text.length > LONGEST_KNOWN) return false;
  let known = HARMLESS.get(text);
  if (known === undefined) {
    if (HARMLESS.size >= MOST_KNOWN) HARMLESS.clear();
    HARMLESS.set(text, (known = credentialInText(text) === undefined));
  }
  return known;
}

const HARMLESS = new Map<string, boolean>();
const LONGEST_KNOWN = 256;
const MOST_KNOWN = 10_000;

/** A key may itself be a credential. */
function shownKey(key: string): string {
  return key.length >= LEAST_KEY && formIn(key) !== undefined ? '(not shown)' : key;
}
