import { type Stats, lstatSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What says, without reading it, that a file or folder is the one that was looked at before. */
export type FileStat = Pick<Stats, 'size' | 'mtimeMs' | 'ctimeMs' | 'ino'>;

/**
 * The time as the file system keeps it, in milliseconds. Whatever is written from now on has this time
 * or a later one.
 *
 * @param folder on that file system, and there
 */
export function fileClock(folder: string): number {
  const file = join(folder, `clock-${process.pid}.tmp`);
  writeFileSync(file, '');
  const { mtimeMs } = lstatSync(file);
  unlinkSync(file);
  return mtimeMs;
}

/**
 * Whether a stat that was taken after `clock` proves anything: what was changed within the very tick
 * of the clock may be changed again within it, and look the same.
 *
 * @see https://git-scm.com/docs/racy-git
 */
export function isSettled({ mtimeMs }: FileStat, clock: number): boolean {
  return mtimeMs < clock;
}

/** The next tick of the file system's clock after `before`, waited for without work. */
export function nextTick(folder: string, before: number): number {
  for (let tries = 0; ; tries += 1) {
    const now = fileClock(folder);
    // A clock that stands still, or counts in seconds: the caller finds everything unsettled, which is true.
    if (now !== before || tries >= 20) return now;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}

/**
 * A folder by its path from the working folder, where that is shorter: of tens of thousands of stats a sixth goes by
 * finding the way from the root. It is good as long as nothing leads elsewhere.
 */
export function fromHere(folder: string): string {
  const near = relative(process.cwd(), folder) || '.';
  return near.length < folder.length ? near : folder;
}

const MAY_BE_MISSING = { throwIfNoEntry: false } as const;

/** The stat of a file or folder itself, links not followed; undefined where there is none. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, MAY_BE_MISSING);
  } catch {
    return undefined; // below what is no folder
  }
}
