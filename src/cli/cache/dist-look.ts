import { type Stats, readdirSync } from 'node:fs';
import { type DistPlan } from '../dist/plan.ts';
import { type FileStat, fileClock, isSettled, nextTick, statOf } from './file-stat.ts';
import { type WrittenFolder } from './stat-index.ts';
import { rowsOf } from './stat-row.ts';

/** Takes down what the output folder looks like once it holds what was rendered. */
export class DistLook {
  readonly #outdir: string;
  readonly #clockFolder: string;
  readonly #start: number;
  readonly #held = new Map<string, FileStat>();
  #written: ReadonlySet<string> = new Set();
  #staged: number | undefined;
  #end = 0;

  /**
   * @param clockFolder a folder on the same file system
   * @param start its clock, before anything was looked at
   */
  constructor(outdir: string, clockFolder: string, start: number) {
    this.#outdir = outdir;
    this.#clockFolder = clockFolder;
    this.#start = start;
  }

  /** What was there already, and right. */
  onHeld = (path: string, stat: Stats): void => {
    if (isSettled(stat, this.#start)) this.#held.set(path, stat);
  };

  /** All new files are complete; none is in place yet. What has a later time than now, somebody else wrote. */
  onStaged = (): void => {
    try {
      const staged = fileClock(this.#clockFolder);
      nextTick(this.#clockFolder, staged);
      this.#staged = staged;
    } catch {
      // No room even for an empty file: what is written now is looked at again by the next run.
    }
  };

  /** The plan is carried out; or it was only made, and nothing of it is in place. */
  onDone(plan: DistPlan, carriedOut: boolean): void {
    for (const { folder } of [...plan.writes, ...plan.removals]) this.#held.delete(folder);
    if (!carriedOut || this.#staged === undefined) return;
    this.#written = new Set(plan.writes.map(({ folder, name }) => `${folder}/${name}`));
    this.#end = nextTick(this.#clockFolder, fileClock(this.#clockFolder));
  }

  /** What a folder looks like now that holds these files. */
  folder(path: string, names: readonly string[]): WrittenFolder {
    const folder = this.#held.get(path) ?? this.#settledFolder(path, names);
    return { names, stats: rowsOf([folder, ...names.map((name) => this.#file(`${path}/${name}`))]) };
  }

  /** What a folder of folders looks like now; undefined where `listed` says that it is not as it should be. */
  container(path: string, listed: () => boolean): FileStat | undefined {
    const stat = statOf(path === '' ? this.#outdir : `${this.#outdir}/${path}`);
    return stat !== undefined && isSettled(stat, Math.max(this.#start, this.#end)) && listed() ? stat : undefined;
  }

  #file(path: string): FileStat | undefined {
    if (!this.#written.has(path)) return this.#held.get(path);
    const stat = statOf(`${this.#outdir}/${path}`);
    return stat !== undefined && stat.isFile() && stat.mtimeMs <= this.#staged! ? stat : undefined;
  }

  /** Somebody may have put a file into it meanwhile, so that it is listed once more. */
  #settledFolder(path: string, names: readonly string[]): FileStat | undefined {
    if (this.#staged === undefined) return undefined;
    const stat = statOf(`${this.#outdir}/${path}`);
    if (stat === undefined || !isSettled(stat, this.#end)) return undefined;
    const found = readdirSync(`${this.#outdir}/${path}`).sort();
    return found.length === names.length && names.every((name, index) => name === found[index]) ? stat : undefined;
  }
}
