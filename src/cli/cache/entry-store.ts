import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { putFile } from './put-file.ts';

/** Bytes that the entries of a project may take, unless told otherwise: about six states of a thousand systems. */
export const MOST_BYTES = 256 * 1024 * 1024;

/** An entry that was used is marked so at most once in this time, in milliseconds. */
const TOUCH_AFTER = 3_600_000;

/** What a killed run was writing is nobody's after so long. */
const LEFT_AFTER = 3_600_000;

/** Files by the digest of what they were made from. */
export interface EntryStore {
  /** The bytes kept for a key, perhaps damaged; undefined where there are none. */
  read(key: string): Buffer | undefined;
  /** Keeps bytes, whole or not at all. */
  write(key: string, bytes: Uint8Array): void;
  /** Removes an entry that turned out to be damaged. */
  remove(key: string): void;
  /** Removes what was not used for longest, where there is more than may be. */
  sweep(): void;
}

/**
 * Opens the store in a folder. Several processes may use it at once: an entry comes into being by
 * renaming, and one that vanishes was merely forgotten.
 */
export function openStore(folder: string, mostBytes = MOST_BYTES): EntryStore {
  // Sixteen folders, so that looking through one tells how much all of them hold.
  const placeOf = (key: string): string => join(folder, key.slice(0, 1));
  const made = new Set<string>();
  let looked: string | undefined;
  return {
    read(key) {
      return readEntry(join(placeOf(key), key));
    },
    write(key, bytes) {
      const place = placeOf(key);
      if (!made.has(place)) mkdirSync(place, { recursive: true });
      made.add(place);
      looked = place;
      putFile(join(place, key), bytes);
    },
    remove(key) {
      rmSync(join(placeOf(key), key), { recursive: true, force: true });
    },
    sweep() {
      if (looked === undefined || sizeOf(entriesIn(looked)) * PLACES.length <= mostBytes) return;
      const entries = PLACES.flatMap((place) => entriesIn(join(folder, place))).sort((a, b) => a.mtimeMs - b.mtimeMs);
      let size = sizeOf(entries);
      for (const { path, bytes, mtimeMs } of entries) {
        const isLeft = path.endsWith('.tmp') && Date.now() - mtimeMs > LEFT_AFTER;
        // Room for a while, so that not every run has to look through all of it.
        if (size <= mostBytes * 0.75 && !isLeft) continue;
        rmSync(path, { recursive: true, force: true });
        size -= bytes;
      }
    },
  };
}

const PLACES = '0123456789abcdef'.split('');

function readEntry(path: string): Buffer | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const { mtimeMs } = fstatSync(descriptor);
    const now = Date.now();
    if (now - mtimeMs > TOUCH_AFTER) touch(path, now / 1000);
    return readFileSync(descriptor);
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

function touch(path: string, seconds: number): void {
  try {
    utimesSync(path, seconds, seconds);
  } catch {
    // Somebody else's cache, or one that may only be read.
  }
}

interface KeptFile {
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

function entriesIn(place: string): KeptFile[] {
  let names: string[];
  try {
    names = readdirSync(place);
  } catch {
    return [];
  }
  return names.flatMap((name) => {
    const path = join(place, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat === undefined ? [] : [{ path, bytes: stat.size, mtimeMs: stat.mtimeMs }];
  });
}

function sizeOf(entries: readonly KeptFile[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
