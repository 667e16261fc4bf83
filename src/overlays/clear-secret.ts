import { credentialIn, holdsCredential, isSecretReference, namesASecret } from '../kernel/credential.ts';
import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { type JsonMap } from './data.ts';

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
 * Every secret in the data that stands in the clear: a literal under a key that names one, but for
 * a reference into the secret store, and anything in the form of a well-known credential.
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
    if (typeof key === 'string' && namesASecret(key) && isLiteral(at) && !namesSecret([...path])) note('a secret');
  }
}

/** The lines of a file that hold a credential, in a comment too; lines and columns count from 1. */
export function findCredentialLines(text: string): { readonly line: number; readonly column: number; readonly what: string }[] {
  if (!holdsCredential(text)) return [];
  return text.split(/\r\n|\r|\n/).flatMap((content, index) => {
    const what = credentialIn(content);
    return what === undefined ? [] : [{ line: index + 1, column: content.search(/\S/) + 1, what }];
  });
}

/** Whether something at the path, with the value, may be shown in a message. */
export function mayBeShown(path: Path, value: unknown): boolean {
  if (path.some((step) => typeof step === 'string' && (namesASecret(step) || credentialIn(step) !== undefined))) return false;
  return credentialIn(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')) === undefined;
}

function isLiteral(value: Json): boolean {
  return (typeof value === 'string' && value !== '' && !isSecretReference(value)) || typeof value === 'number';
}
