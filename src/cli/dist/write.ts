import { accessSync, constants, existsSync, renameSync, rmdirSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from './make-folder.ts';
import { type Outdir } from './outdir.ts';
import { type PlannedWrite } from './owned-folder.ts';
import { changesNothing, type DistPlan } from './plan.ts';
import { leaveReplaced } from './replaced.ts';
import { openStaging, type Staging } from './staging.ts';
import { unbroken } from './unbroken.ts';

/** Where new files for a folder are completed when it lies on another file system than the project. */
export function fallbackStaging(outdir: Outdir): string {
  return join(outdir.path, '.slipway-staging');
}

/**
 * Carries out a plan. New files are complete in a staging folder before the first one is moved
 * into place, so a full disk changes nothing, a signal to end comes before or after all of it, and a kill at any
 * moment leaves each file old or new.
 *
 * @param root the project, whose `.slipway/staging` is used
 * @param touching is called once, just before the first change
 */
export function applyPlan(plan: DistPlan, root: string, touching: () => void): void {
  if (changesNothing(plan)) return;
  const present = writableFolders(plan);
  const staging = openStaging(join(root, '.slipway', 'staging'));
  try {
    const staged = stageAll(plan, present, staging);
    if (plan.writes.length > 0) makeFolder(plan.outdir.path);
    leaveReplaced(root, plan);
    touching();
    unbroken(() => {
      placeAll(plan, staged);
      removeGone(plan);
    });
  } finally {
    staging.close();
  }
}

function removeGone(plan: DistPlan): void {
  for (const { folder, name } of plan.removals) unless(['ENOENT'], () => unlinkSync(join(plan.outdir.path, folder, name)));
  for (const { environment, system } of plan.gonePairs) {
    unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, environment, system)));
    unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, environment)));
  }
  for (const folder of plan.goneInputs) unless(['ENOENT', 'ENOTEMPTY'], () => rmdirSync(join(plan.outdir.path, folder)));
}

/** The folders that are there already. One that refuses to be written is found before anything is changed. */
function writableFolders(plan: DistPlan): ReadonlySet<string> {
  const touched = new Set([...plan.writes, ...plan.removals].map(({ folder }) => folder));
  const above = [...touched].flatMap((folder) => folder.split('/').map((_, index, steps) => steps.slice(0, index).join('/')));
  const present = [...new Set([...above, ...touched])].filter((folder) => existsSync(join(plan.outdir.path, folder)));
  for (const folder of present) accessSync(join(plan.outdir.path, folder), constants.W_OK | constants.X_OK);
  return new Set(present);
}

/** Files that are complete and wait to be moved into one folder. */
interface Staged {
  /** Below the output folder. */
  readonly folder: string;
  /** Where the folder stands with all of its files, when it is new and moved as one. */
  readonly whole?: string;
  readonly files: { readonly write: PlannedWrite; readonly path: string }[];
}

function stageAll({ writes }: DistPlan, present: ReadonlySet<string>, staging: Staging): Staged[] {
  const staged = new Map<string, Staged & { readonly place: string }>();
  for (const write of writes) {
    const { folder, name, text } = write;
    let group = staged.get(folder);
    if (group === undefined) {
      const place = String(staged.size);
      const path = staging.makeFolder(place);
      staged.set(folder, (group = { folder, place, ...(present.has(folder) ? {} : { whole: path }), files: [] }));
    }
    group.files.push({ write, path: staging.put(`${group.place}/${name}`, text) });
  }
  return [...staged.values()];
}

function placeAll({ outdir }: DistPlan, staged: readonly Staged[]): void {
  let fallback: Staging | undefined;
  try {
    for (const { folder, whole, files } of staged) {
      const target = join(outdir.path, folder);
      if (whole !== undefined && placedWhole(whole, target)) continue;
      let made = false;
      for (const { write, path } of files) {
        making(() => {
          if (!made) makeFolder(target);
          made = true;
          if (write.recases !== undefined) unless(['ENOENT'], () => renameSync(join(target, write.recases!), join(target, write.name)));
          if (fallback === undefined && renamed(path, join(target, write.name))) return;
          // Only a folder on the same file system can be renamed from; a hidden one is no environment's.
          fallback ??= openStaging(fallbackStaging(outdir));
          renameSync(fallback.put('0', write.text), join(target, write.name));
        }, () => (made = false));
      }
    }
  } finally {
    fallback?.close();
  }
}

/** Moves a new folder into place in one step; false when there is one after all, or another file system. */
function placedWhole(from: string, to: string): boolean {
  try {
    making(() => {
      makeFolder(dirname(to));
      renameSync(from, to);
    });
    return true;
  } catch (error) {
    if (['EEXIST', 'ENOTEMPTY', 'EXDEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** How often a folder is made again: `cdk8s synth` deletes its output folder when it starts, while another may be at work. */
const ATTEMPTS = 5;

function making(place: () => void, onGone?: () => void): void {
  for (let attempt = 1; ; attempt++) {
    try {
      return place();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || attempt === ATTEMPTS) throw error;
      onGone?.();
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
