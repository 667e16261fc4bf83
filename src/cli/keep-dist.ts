import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  const made = new Set<string>();
  try {
    for (const { folder, name } of [...removals, ...writes]) rmSync(join(kept, folder, name), { force: true });
    for (const { folder, name } of writes) {
      const target = join(kept, folder, name);
      if (!made.has(folder)) mkdirSync(dirname(target), { recursive: true });
      made.add(folder);
      linkSync(join(dist, folder, name), target);
    }
  } catch {
    // Another run has just written the same file, or this is no file system for it.
  }
}
