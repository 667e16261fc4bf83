import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './alive.ts';
import { makeFolder } from './make-folder.ts';
import { Scratch } from './scratch.ts';

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
  const bytes = new Scratch();
  return {
    put(name, text) {
      const path = `${folder}/${name}`;
      writeNew(path, bytes.encode(text));
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

function writeNew(path: string, bytes: Buffer): void {
  const fd = openSync(path, 'w', 0o644);
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
  } finally {
    closeSync(fd);
  }
}

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
