import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './alive.ts';
import { makeFolder } from './make-folder.ts';

/** A folder in which new files are completed before they are moved into place. */
export interface Staging {
  /** Writes a new file and tells its path. */
  put(name: string, text: string): string;
  /** Makes a new folder and tells its path. */
  makeFolder(name: string): string;
  /** Removes the folder and what is left in it. */
  close(): void;
}

/** Opens a staging folder of this process alone. */
export function openStaging(parent: string): Staging {
  const folder = join(parent, `${process.pid}-${randomBytes(6).toString('hex')}`);
  makeFolder(folder);
  return {
    put(name, text) {
      const path = `${folder}/${name}`;
      writeFileSync(path, text, NEW_FILE);
      return path;
    },
    makeFolder(name) {
      const path = `${folder}/${name}`;
      mkdirSync(path);
      return path;
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
      removeIfEmpty(parent);
    },
  };
}

/** A text written at one go: one call into node instead of three. */
const NEW_FILE = { encoding: 'utf8', mode: 0o644 } as const;

/** Removes what killed processes left in a staging folder. */
export function clearLeft(parent: string): void {
  const names = namesIn(parent);
  for (const name of names) {
    const owner = Number(/^([1-9]\d*)-[0-9a-f]+$/.exec(name)?.[1]);
    if (Number.isNaN(owner) || (owner !== process.pid && isAlive(owner))) continue;
    rmSync(join(parent, name), { recursive: true, force: true });
  }
  if (names.length > 0) removeIfEmpty(parent);
}

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Another process stages here, too, or has just removed it.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
