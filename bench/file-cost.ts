import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Microseconds of CPU time for a file beyond which a disk is in no state to measure on. */
export const SLOW_FILE = 60;

/**
 * Microseconds of CPU time to create a small file in a new folder, with a few hundred others. ext4 without a
 * journal hands out no inode for minutes after its file was deleted, and looks at each of them for each new file.
 *
 * @see https://lore.kernel.org/r/20200414023925.273867-1-tytso@mit.edu
 */
export function costOfAFile(folder: string): number {
  const files = 500;
  const text = 'x'.repeat(1000);
  mkdirSync(folder);
  const before = process.cpuUsage();
  for (let index = 0; index < files; index += 1) writeFileSync(join(folder, String(index)), text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / files;
}
