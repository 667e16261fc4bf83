import { type Dirent, closeSync, fstatSync, lstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, UserError, sortProblems } from '../../kernel/problem.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { type Outdir } from './outdir.ts';

/** A file to be written. */
export interface PlannedWrite {
  readonly environment: string;
  readonly system: string;
  readonly name: string;
  readonly text: string;
  readonly difference: 'missing' | 'differs';
  /** The file's name so far, where it differs in case alone. */
  readonly recases?: string;
}

/** A file that nothing renders any more. */
export interface PlannedRemoval {
  readonly environment: string;
  readonly system: string;
  readonly name: string;
}

/** What has to happen for a folder to hold what was rendered, and nothing else. */
export interface DistPlan {
  readonly outdir: Outdir;
  readonly writes: readonly PlannedWrite[];
  readonly removals: readonly PlannedRemoval[];
  /** Folders of pairs that no longer exist. */
  readonly gonePairs: readonly { readonly environment: string; readonly system: string }[];
}

/** What Argo CD itself needs lies here, so no environment has this name. */
const RESERVED = 'argocd';
const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** The form of every name that `fileNameOf` makes. */
const MANIFEST_FILE = /^[A-Z][A-Za-z0-9]*(\.[a-z0-9.-]+)?-[A-Za-z0-9._%-]+\.yaml$/;

/**
 * Compares a folder with what was rendered, byte for byte; changes nothing.
 *
 * @param whole whether every pair was rendered, so that any other pair in the folder is gone
 * @throws UserError naming every foreign file, folder and link in the folders slipway owns
 */
export function planDist(outdir: Outdir, pairs: readonly RenderedPair[], whole: boolean): DistPlan {
  const plan = { outdir, writes: [] as PlannedWrite[], removals: [] as PlannedRemoval[], gonePairs: [] as DistPlan['gonePairs'][number][] };
  const problems: Problem[] = [];
  for (const pair of pairs) planPair(outdir, pair, plan, problems);
  if (whole && outdir.removesGonePairs) planGonePairs(outdir, pairs, plan, problems);
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  return plan;
}

type Draft = { writes: PlannedWrite[]; removals: PlannedRemoval[]; gonePairs: DistPlan['gonePairs'][number][] };

function planPair(outdir: Outdir, pair: RenderedPair, plan: Draft, problems: Problem[]): void {
  const { environment, system } = pair;
  const expected = new Map(pair.files.map((file) => [file.name, file]));
  const entries = ownedEntries(outdir, environment, system, problems);
  if (entries === undefined) return;
  const present = new Set(entries.map((entry) => entry.name));
  const otherCase = new Map<string, string>();
  for (const { name } of entries) {
    if (!expected.has(name)) otherCase.set(name.toLowerCase(), name);
  }
  for (const { name, text } of pair.files) {
    const bytes = Buffer.from(text, 'utf8');
    if (present.has(name)) {
      if (!holds(join(outdir.path, environment, system, name), bytes)) plan.writes.push({ environment, system, name, text, difference: 'differs' });
      continue;
    }
    const recases = otherCase.get(name.toLowerCase());
    otherCase.delete(name.toLowerCase());
    plan.writes.push({ environment, system, name, text, difference: 'missing', ...(recases === undefined ? {} : { recases }) });
  }
  for (const name of [...otherCase.values()].sort()) plan.removals.push({ environment, system, name });
}

function planGonePairs(outdir: Outdir, pairs: readonly RenderedPair[], plan: Draft, problems: Problem[]): void {
  const kept = new Set(pairs.map(({ environment, system }) => `${environment}/${system}`));
  for (const environment of folders(outdir.path)) {
    if (environment === RESERVED) continue;
    for (const system of folders(join(outdir.path, environment))) {
      if (kept.has(`${environment}/${system}`)) continue;
      plan.gonePairs.push({ environment, system });
      for (const { name } of ownedEntries(outdir, environment, system, problems) ?? []) plan.removals.push({ environment, system, name });
    }
  }
}

/** Names of the folders in a folder that could be an environment's or a system's, sorted. */
function folders(path: string): string[] {
  return entriesOf(path)
    .filter((entry) => entry.isDirectory() && DNS_LABEL.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** The files in a pair's folder; undefined, with the reason among the problems, where it is not slipway's alone. */
function ownedEntries(outdir: Outdir, environment: string, system: string, problems: Problem[]): Dirent[] | undefined {
  for (const way of [environment, `${environment}/${system}`]) {
    const stat = lstatSync(join(outdir.path, way), { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (!stat.isDirectory()) {
      problems.push(foreign(`${outdir.shown}/${way}`, stat.isSymbolicLink() ? 'is a link' : 'is a file', 'where slipway keeps a folder of its own'));
      return undefined;
    }
  }
  const shown = `${outdir.shown}/${environment}/${system}`;
  const entries = entriesOf(join(outdir.path, environment, system)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const strangers = entries.filter((entry) => !entry.isFile() || !MANIFEST_FILE.test(entry.name));
  for (const entry of strangers) problems.push(foreign(`${shown}/${entry.name}`, natureOf(entry), `in ${shown}, which slipway owns wholly`));
  return strangers.length === 0 ? entries : undefined;
}

function natureOf(entry: Dirent): string {
  if (entry.isSymbolicLink()) return 'is a link';
  if (entry.isDirectory()) return 'is a folder';
  return 'is no manifest that slipway wrote';
}

function foreign(file: string, nature: string, place: string): Problem {
  return { file, message: `${nature} ${place}`, fix: `mv ${file} <somewhere else>` };
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Whether a file holds exactly these bytes; the size decides most cases without reading. */
function holds(path: string, bytes: Buffer): boolean {
  const fd = openSync(path, 'r');
  try {
    if (fstatSync(fd).size !== bytes.length) return false;
    const found = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    while (length < found.length) {
      const read = readSync(fd, found, length, found.length - length, null);
      if (read === 0) return false;
      length += read;
    }
    return found.equals(bytes);
  } finally {
    closeSync(fd);
  }
}
