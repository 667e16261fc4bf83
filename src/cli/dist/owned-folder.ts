import { type Dirent, type Stats, closeSync, fstatSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { type Problem, quoted } from '../../kernel/problem.ts';
import { type RenderedFolder } from '../../render/rendered-folder.ts';
import { type Outdir } from './outdir.ts';
import { Scratch } from './scratch.ts';

/** A file to be written. */
export interface PlannedWrite {
  /** Below the output folder, with forward slashes: `dev/shop`. */
  readonly folder: string;
  readonly name: string;
  readonly text: string;
  readonly difference: 'missing' | 'differs';
  /** The file's name so far, where it differs in case alone. */
  readonly recases?: string;
}

/** A file that nothing renders any more. */
export interface PlannedRemoval {
  readonly folder: string;
  readonly name: string;
}

const DNS_LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** The form of every name in a folder, by what it holds; of manifests, what `fileNameOf` makes of a kind that begins with a capital, as kinds do. */
const FILE: Readonly<Record<RenderedFolder['holds'], RegExp>> = {
  manifests: /^[A-Z][A-Za-z0-9]*(\.[a-z0-9.-]+)?-[A-Za-z0-9._%-]+\.yaml$/,
  inputs: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.yaml$/,
};

/** Whether a folder of slipway's may have this name. */
export function isFolderName(name: string): boolean {
  return DNS_LABEL.test(name);
}

/** Whether a name is one segment of a path, of the form of every file that slipway writes. */
export function isFileName(name: string): boolean {
  return /^[A-Za-z0-9._%-]+\.yaml$/.test(name);
}

/** Is told of each folder and each file that is right as it is, below the output folder, with its stat of before it was looked into. */
export type OnHeld = (path: string, stat: Stats) => void;

/** Notes what has to happen for a folder to hold what was rendered, and nothing else where all of it was rendered. */
export function planFolder(outdir: Outdir, { path: folder, holds: what, whole, files }: RenderedFolder, plan: { writes: PlannedWrite[]; removals: PlannedRemoval[] }, problems: Problem[], onHeld?: OnHeld): void {
  // Whoever it comes from, nothing is written anywhere else.
  const stray = folder.split('/').find((step) => !isFolderName(step)) ?? files.find(({ name }) => !isFileName(name))?.name;
  if (stray !== undefined) throw new Error(`no file or folder that is rendered has the name ${quoted(stray)}`);
  const expected = new Map(files.map((file) => [file.name, file]));
  const entries = ownedEntries(outdir, folder, what, problems, expected, onHeld);
  if (entries === undefined) return;
  const present = new Set(entries.map((entry) => entry.name));
  const otherCase = new Map<string, string>();
  for (const { name } of entries) {
    if (!expected.has(name)) otherCase.set(name.toLowerCase(), name);
  }
  for (const { name, text } of files) {
    if (present.has(name)) {
      if (!holds(join(outdir.path, folder, name), text, (stat) => onHeld?.(`${folder}/${name}`, stat))) plan.writes.push({ folder, name, text, difference: 'differs' });
      continue;
    }
    const recases = otherCase.get(name.toLowerCase());
    otherCase.delete(name.toLowerCase());
    plan.writes.push({ folder, name, text, difference: 'missing', ...(recases === undefined ? {} : { recases }) });
  }
  if (whole) planRemovals(outdir, folder, what, [...otherCase.values()].sort(), plan.removals, problems);
}

/** Notes files for removal that slipway wrote, and problems for those that only look like it: they may be somebody's work. */
export function planRemovals(outdir: Outdir, folder: string, what: RenderedFolder['holds'], names: readonly string[], removals: PlannedRemoval[], problems: Problem[]): void {
  for (const name of names) {
    const written = isOurs(join(outdir.path, folder, name), what);
    if (written) removals.push({ folder, name });
    else problems.push(foreign(`${outdir.shown}/${folder}/${name}`, `is not marked with ${MARK[what].shown}, so slipway did not write it, and nothing renders it`, `in ${outdir.shown}/${folder}, which slipway owns wholly`));
  }
}

/** What every file that slipway writes carries, by what its folder holds. */
const MARK: Readonly<Record<RenderedFolder['holds'], { readonly shown: string; readonly form: RegExp }>> = {
  manifests: { shown: '"app.kubernetes.io/managed-by: slipway"', form: /^ +app\.kubernetes\.io\/managed-by: slipway$/m },
  inputs: { shown: '"schema: slipway.application/v1"', form: /^schema: slipway\.application\/v1$/m },
};

/** Line breaks may have been changed by git. A file that has gone is nobody's any more. */
function isOurs(path: string, what: RenderedFolder['holds']): boolean {
  try {
    return MARK[what].form.test(readFileSync(path, 'utf8').replaceAll('\r\n', '\n'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
    throw error;
  }
}

/** Names of the folders in a folder that could be an environment's or a system's, sorted. */
export function foldersIn(path: string): string[] {
  return entriesOf(path)
    .filter((entry) => entry.isDirectory() && DNS_LABEL.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}

/** The files in a folder; undefined, with the reason among the problems, where it is not slipway's alone. */
export function ownedEntries(outdir: Outdir, folder: string, what: RenderedFolder['holds'], problems: Problem[], expected: ReadonlyMap<string, unknown> = new Map(), onHeld?: OnHeld): Dirent[] | undefined {
  const steps = folder.split('/');
  for (const way of steps.map((_, index) => steps.slice(0, index + 1).join('/'))) {
    const stat = lstatSync(join(outdir.path, way), { throwIfNoEntry: false });
    if (stat === undefined) return [];
    if (!stat.isDirectory()) {
      problems.push(foreign(`${outdir.shown}/${way}`, stat.isSymbolicLink() ? 'is a link' : 'is a file', 'where slipway keeps a folder of its own'));
      return undefined;
    }
    if (way === folder) onHeld?.(folder, stat);
  }
  const shown = `${outdir.shown}/${folder}`;
  const entries = entriesOf(join(outdir.path, folder)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const strangers = entries.filter((entry) => !entry.isFile() || !(expected.has(entry.name) || FILE[what].test(entry.name)));
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

/** Undefined when the file has been deleted since it was listed. */
function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const EXPECTED = new Scratch();
const FOUND = new Scratch();

/** Whether a file holds exactly this text; the size decides most cases without reading. */
function holds(path: string, text: string, onHeld: (stat: Stats) => void): boolean {
  const fd = opened(path);
  if (fd === undefined) return false;
  try {
    const bytes = EXPECTED.encode(text);
    const stat = fstatSync(fd);
    if (stat.size !== bytes.length) return false;
    const found = FOUND.room(bytes.length);
    let length = 0;
    while (length < found.length) {
      const read = readSync(fd, found, length, found.length - length, null);
      if (read === 0) return false;
      length += read;
    }
    if (!found.equals(bytes)) return false;
    onHeld(stat);
    return true;
  } finally {
    closeSync(fd);
  }
}
