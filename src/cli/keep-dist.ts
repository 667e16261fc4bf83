import { linkSync, mkdirSync, readdirSync, rmSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type DistPlan } from './dist/plan.ts';

/**
 * Keeps a second link to each file that was written into `dist`, below `.slipway/kept`: `cdk8s synth
 * --output dist` deletes `dist` before anything of ours runs, and where the app then fails,
 * bin/restore-dist.js puts it back. A link takes microseconds and no space. Nothing depends on it, so
 * it never fails: where the file system makes no hard links, git is asked instead.
 *
 * @param plan of `dist`, carried out
 */
export function keepDist(root: string, { outdir, writes, removals }: DistPlan): void {
  const dist = join(root, 'dist');
  if (outdir.path !== dist) return;
  const kept = join(root, '.slipway', 'kept', 'dist');
  /** What is kept already, by folder. */
  const former = new Map<string, ReadonlySet<string>>();
  try {
    for (const { folder, name } of removals) rmSync(join(kept, folder, name), { force: true });
    for (const { folder, name } of writes) {
      let names = former.get(folder);
      if (names === undefined) former.set(folder, (names = openFolder(join(kept, folder))));
      const to = `${kept}/${folder}/${name}`;
      if (names.has(name)) unlinkSync(to);
      linkSync(`${dist}/${folder}/${name}`, to);
    }
  } catch {
    // Another run has just written the same file, or this is no file system for it.
  }
}

/** Makes the folder where it is missing, and tells what lies in it: an error for each link that is there would cost more. */
function openFolder(path: string): ReadonlySet<string> {
  return mkdirSync(path, { recursive: true }) === undefined ? new Set(readdirSync(path)) : NONE;
}

const NONE: ReadonlySet<string> = new Set();
