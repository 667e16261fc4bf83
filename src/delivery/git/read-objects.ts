import { type Git } from './git.ts';
import { isObjectId } from './objects.ts';

/** An object as it was read. */
export interface ReadObject {
  readonly kind: string;
  readonly bytes: Buffer;
}

/**
 * Reads objects by name, all in one process; those that are not there are left out.
 *
 * @throws GitFailure when the repository cannot be read
 */
export async function readObjects(git: Git, ids: readonly string[]): Promise<Map<string, ReadObject>> {
  const wanted = [...new Set(ids)];
  const bad = wanted.find((id) => !isObjectId(id));
  if (bad !== undefined) throw new Error(`${JSON.stringify(bad)} is no name of an object`);
  if (wanted.length === 0) return new Map();
  return parseBatch(await git.ask({ options: ['cat-file', '--batch'], input: `${wanted.join('\n')}\n` }));
}

function parseBatch(answer: Buffer): Map<string, ReadObject> {
  const objects = new Map<string, ReadObject>();
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf(0x0a, at);
    const [id = '', kind = '', size = ''] = answer.toString('latin1', at, end === -1 ? answer.length : end).split(' ');
    at = end + 1;
    if (kind === 'missing') continue;
    const length = Number(size);
    if (end === -1 || !Number.isSafeInteger(length) || at + length > answer.length) throw new Error('git cat-file answered what it never answers');
    objects.set(id, { kind, bytes: answer.subarray(at, at + length) });
    at += length + 1;
  }
  return objects;
}
