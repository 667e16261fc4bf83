import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it. Not by `recursive`: where no folder can be made at all, such as
 * in /proc, node 20 would try for ever.
 *
 * @throws ENOENT where that is so, or another process deletes what lies above it
 */
export function makeFolder(path: string): void {
  if (made(path)) return;
  makeFolder(dirname(path));
  if (!made(path)) throw Object.assign(new Error(`ENOENT: no such file or directory, mkdir '${path}'`), { code: 'ENOENT', syscall: 'mkdir', path });
}

/** False when the folder above is missing. */
function made(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path) return false;
    // What stands there and is no folder, whoever writes into it is told.
    if (code === 'EEXIST') return true;
    throw error;
  }
}
