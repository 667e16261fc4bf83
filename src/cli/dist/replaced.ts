import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from './alive.ts';
import { type DistPlan } from './plan.ts';

/**
 * The files of `dist` that were replaced or removed since they were last asked for, as they were before. A process
 * that wants them has a folder below `.slipway/replaced`, and whoever writes into `dist` leaves a second link there to
 * what goes: that costs microseconds and no space, and nothing where nobody asks.
 */
export class Replaced {
  readonly #folder: string;

  /** @param root the project */
  constructor(root: string) {
    this.#folder = join(parentOf(root), String(process.pid));
    this.#clear();
  }

  /** What a file held when it was last asked for; undefined where it was not there, or is as it was. */
  read(path: string): Buffer | undefined {
    try {
      return readFileSync(join(this.#folder, path));
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
      throw error;
    }
  }

  /** From now on it is asked for what comes next. */
  forget(): void {
    this.#clear();
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #clear(): void {
    this.close();
    mkdirSync(this.#folder, { recursive: true });
  }
}

/**
 * Leaves what a plan is going to replace to those who asked for it. Nobody depends on it, so it never fails.
 *
 * @param plan not yet carried out
 */
export function leaveReplaced(root: string, { outdir, writes, removals }: DistPlan): void {
  if (outdir.path !== join(root, 'dist')) return;
  const parent = parentOf(root);
  for (const asking of foldersIn(parent)) {
    const folder = join(parent, asking);
    if (isAlive(Number(asking))) for (const one of [...writes, ...removals]) leave(outdir.path, folder, one);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** What was there first stays: it is what was last asked for. */
function leave(dist: string, asking: string, { folder, name, recases = name }: { readonly folder: string; readonly name: string; readonly recases?: string }): void {
  try {
    mkdirSync(join(asking, folder), { recursive: true });
    linkSync(join(dist, folder, recases), join(asking, folder, name));
  } catch {
    // It is new, or was left before, or this is no file system for it.
  }
}

function parentOf(root: string): string {
  return join(root, '.slipway', 'replaced');
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
