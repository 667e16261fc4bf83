import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The digest of all files in a folder and below, by their names and bytes; links are not followed. */
export function folderDigest(folder: string): string {
  const hash = createHash('sha256');
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []));
  for (const path of names.sort()) {
    const bytes = readFileSync(path);
    hash.update(JSON.stringify([path.slice(folder.length), bytes.length]));
    hash.update(bytes);
  }
  return `sha256:${hash.digest('hex')}`;
}
