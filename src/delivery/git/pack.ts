import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { type Git } from './git.ts';
import { type GitObject } from './objects.ts';

const KINDS = { commit: 1, tree: 2, blob: 3 } as const;

/**
 * Writes objects, all in one process: a process for each would take longer than the rest of a
 * publish together.
 */
export async function writeObjects(git: Git, objects: readonly GitObject[]): Promise<void> {
  if (objects.length > 0) await git.ask({ options: ['index-pack', '--stdin'], input: packOf(objects) });
}

/**
 * Objects as a pack, none of them a delta.
 *
 * @see https://git-scm.com/docs/pack-format
 */
export function packOf(objects: readonly GitObject[]): Buffer {
  const head = Buffer.alloc(12);
  head.write('PACK', 'latin1');
  head.writeUInt32BE(2, 4);
  head.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([head, ...objects.flatMap((object) => [entryHead(object), deflateSync(object.bytes)])]);
  return Buffer.concat([body, createHash('sha1').update(body).digest()]);
}

function entryHead({ kind, bytes }: GitObject): Buffer {
  const head = [(KINDS[kind] << 4) | (bytes.length & 0x0f)];
  for (let rest = Math.floor(bytes.length / 16); rest > 0; rest = Math.floor(rest / 128)) {
    head[head.length - 1]! |= 0x80;
    head.push(rest & 0x7f);
  }
  return Buffer.from(head);
}
