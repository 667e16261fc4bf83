import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { formatFolder } from '../cache/cache-folder.ts';
import { filesAskedOf, foldersListed } from '../cache/question.ts';
import { readIndex } from '../cache/stat-index.ts';
import { type Watched } from './watched-folders.ts';

/** Folders of a project in which every file counts, and every folder below. */
const TREES = ['overlays', 'src'];

/**
 * The folders that hold what a render reads, and what counts in each: all in those of the project's own overlays and
 * sources, else the files that are read. Of every folder the one around it tells when it comes back.
 *
 * @param wrong files in which something was found wrong, relative to the project
 */
export function foldersToWatch(root: string, wrong: readonly string[]): ReadonlyMap<string, Watched> {
  const folders = new Map<string, { all: boolean; names: Set<string> }>();
  const inFolder = (path: string): { all: boolean; names: Set<string> } => {
    const known = folders.get(path) ?? { all: false, names: new Set() };
    folders.set(path, known);
    return known;
  };
  /** The steps to a file or folder: within the project each of them, elsewhere the last. */
  const add = (path: string): void => {
    for (let step = path; step !== root && dirname(step) !== step; step = dirname(step)) {
      inFolder(dirname(step)).names.add(basename(step));
      if (!step.startsWith(`${root}${sep}`)) return;
    }
  };
  for (const name of TREES) {
    const top = join(root, name);
    add(top);
    for (const folder of foldersBelow(top)) inFolder(folder).all = true;
  }
  const asked = readIndex(formatFolder(root))?.reads ?? [];
  for (const folder of foldersListed(asked)) if (!isInstalled(folder)) inFolder(folder).all = true;
  for (const file of [join(root, 'cdk8s.yaml'), ...sourcesOf(root), ...filesAskedOf(asked), ...wrong.map((name) => resolve(root, name))]) {
    if (!isInstalled(file)) add(file);
  }
  return folders;
}

/** Files that the bundles were made of or type-checked with. */
function sourcesOf(root: string): string[] {
  return ['stamp.json', 'synth.json'].flatMap((name) => {
    try {
      const stamp = JSON.parse(readFileSync(join(root, '.slipway', 'bundle', name), 'utf8')) as { inputs: [string][]; types: [string][] | null };
      return [...stamp.inputs, ...(stamp.types ?? [])].flatMap(([file]) => (file.endsWith('/') ? [] : [resolve(root, file)]));
    } catch {
      // Nothing was built yet, or another process is just putting it in place; there is another look after the next render.
      return [];
    }
  });
}

/** Of what is installed, npm's list of it tells that it is another now. */
function isInstalled(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`) && basename(file) !== '.package-lock.json';
}

/** A folder and all below it, those that links lead to as well, each once. */
function foldersBelow(top: string): string[] {
  const found: string[] = [];
  const known = new Set<string>();
  const visit = (path: string): void => {
    const real = folderAt(path);
    if (real === undefined || known.has(real)) return;
    known.add(real);
    found.push(path);
    for (const name of namesIn(path)) visit(join(path, name));
  };
  visit(top);
  return found;
}

/** Names in a folder of what may be a folder. */
function namesIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => ((entry.isDirectory() || entry.isSymbolicLink()) && entry.name !== 'node_modules' && !entry.name.startsWith('.') ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** The real path of a folder; undefined where none is. */
function folderAt(path: string): string | undefined {
  try {
    return statSync(path).isDirectory() ? realpathSync(path) : undefined;
  } catch {
    return undefined;
  }
}
