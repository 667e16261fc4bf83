import { accessSync, constants, existsSync, mkdirSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Outdir } from './outdir.ts';
import { type DistPlan } from './plan.ts';
import { openStaging, type Staging } from './staging.ts';

/** Where new files for a folder are completed when it lies on another file system than the project. */
export function fallbackStaging(outdir: Outdir): string {
  return join(outdir.path, '.slipway-staging');
}

/**
 * Carries out a plan. New files are complete in a staging folder before the first one is moved
 * into place, so a full disk changes nothing, and a kill at any moment leaves each file old or new.
 *
 * @param root the project, whose `.slipway/staging` is used
 * @param touching is called once, just before the first change
 */
export function applyPlan(plan: DistPlan, root: string, touching: () => void): void {
  if (plan.writes.length === 0 && plan.removals.length === 0 && plan.gonePairs.length === 0 && plan.goneInputs.length === 0) return;
  mustBeWritable(plan);
  const staging = openStaging(join(root, '.slipway', 'staging'));
  try {
    plan.writes.forEach((write, index) => staging.put(index, write.text));
    touching();
    placeAll(plan, staging);
  } finally {
    staging.close();
  }
  for (const { folder, name } of plan.removals) unless(['ENOENT'], () => unlinkSync(join(plan.outdir.path, folder, name)));
  for (const { environment, system } of plan.gonePairs) {
    unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, environment, system)));
    unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, environment)));
  }
  for (const folder of plan.goneInputs) unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, folder)));
}

/** A folder that refuses to be written is found before anything is changed. */
function mustBeWritable(plan: DistPlan): void {
  const touched = new Set([...plan.writes, ...plan.removals].flatMap(({ folder }) => folder.split('/').map((_, index, steps) => steps.slice(0, index + 1).join('/'))));
  for (const folder of [plan.outdir.path, ...[...touched].map((way) => join(plan.outdir.path, way))]) {
    if (existsSync(folder)) accessSync(folder, constants.W_OK | constants.X_OK);
  }
}

function placeAll(plan: DistPlan, staging: Staging): void {
  let fallback: Staging | undefined;
  const made = new Set<string>();
  try {
    plan.writes.forEach((write, index) => {
      const folder = join(plan.outdir.path, write.folder);
      inFolder(folder, made, () => {
        if (write.recases !== undefined) unless(['ENOENT'], () => renameSync(join(folder, write.recases!), join(folder, write.name)));
        if (fallback === undefined && renamed(staging.pathOf(index), join(folder, write.name))) return;
        // Only a folder on the same file system can be renamed from; a hidden one is no environment's.
        fallback ??= openStaging(fallbackStaging(plan.outdir));
        fallback.put(index, write.text);
        renameSync(fallback.pathOf(index), join(folder, write.name));
      });
    });
  } finally {
    fallback?.close();
  }
}

/** How often a folder is made again: `cdk8s synth` deletes its output folder when it starts, while another may be at work. */
const ATTEMPTS = 5;

function inFolder(folder: string, made: Set<string>, place: () => void): void {
  for (let attempt = 1; ; attempt++) {
    try {
      if (!made.has(folder)) mkdirSync(folder, { recursive: true });
      made.add(folder);
      return place();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === ATTEMPTS) throw error;
      made.delete(folder);
    }
  }
}

/** False when the two lie on different file systems. */
function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EXDEV') return false;
    throw error;
  }
}

/** Runs something whose failing with one of these codes means that it is done already, or not ours to do. */
function unless(codes: readonly string[], run: () => void): void {
  try {
    run();
  } catch (error) {
    if (!codes.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
