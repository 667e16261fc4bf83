import { createHash } from 'node:crypto';

/** An object of git, to be written. */
export interface GitObject {
  readonly kind: 'blob' | 'tree' | 'commit';
  readonly bytes: Uint8Array;
}

/** The name of an object: the SHA-1 of its kind, length and bytes, as 40 hex digits. */
export function objectId({ kind, bytes }: GitObject): string {
  return createHash('sha1').update(`${kind} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Whether the text is the full name of an object. */
export function isObjectId(text: string): boolean {
  return /^[0-9a-f]{40}$/.test(text);
}
