import { type FSWatcher, lstatSync, readFileSync, readdirSync, watch } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { formatFolder } from '../cache/cache-folder.ts';
import { filesAskedOf } from '../cache/question.ts';
import { readIndex } from '../cache/stat-index.ts';

/** Folders that the operating system tells of, without anybody asking it again and again. */
export class WatchedFolders {
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly ino: number }>();
  readonly #onChange: () => void;

  /** @param onChange something in one of the folders has changed, or may have */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get count(): number {
    return this.#watchers.size;
  }

  /**
   * Watches these folders and no others. One that is another folder than before, under the same name, is
   * watched anew.
   *
   * @param folders by absolute path; undefined: every file in it counts, else those alone
   * @throws UserError where the operating system will watch no more
   */
  sync(folders: ReadonlyMap<string, ReadonlySet<string> | undefined>): void {
    for (const [path, { watcher, ino }] of this.#watchers) {
      if (folders.has(path) && inodeOf(path) === ino) continue;
      watcher.close();
      this.#watchers.delete(path);
    }
    for (const [path, names] of folders) {
      const ino = inodeOf(path);
      if (ino === undefined || this.#watchers.has(path)) continue;
      this.#watchers.set(path, { watcher: this.#open(path, names), ino });
    }
  }

  close(): void {
    for (const { watcher } of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  #open(path: string, names: ReadonlySet<string> | undefined): FSWatcher {
    try {
      const watcher = watch(path, (_event, name) => {
        if (name === null || names === undefined || names.has(name)) this.#onChange();
      });
      // A folder that goes takes its watcher along; the next look finds it gone.
      watcher.on('error', this.#onChange);
      return watcher;
    } catch (error) {
      if (!['ENOSPC', 'EMFILE'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      throw new UserError({ message: `the operating system watches no more folders than ${this.#watchers.size} for this user`, fix: 'sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024' }, { cause: error });
    }
  }
}

/** The folders that hold what a render reads, and in those that hold much else, which files count. */
export function foldersToWatch(root: string): ReadonlyMap<string, ReadonlySet<string> | undefined> {
  const overlays = join(root, 'overlays');
  const folders = new Map<string, Set<string> | undefined>([[overlays, undefined]]);
  for (const name of foldersIn(overlays)) folders.set(join(overlays, name), undefined);
  for (const file of sourcesOf(root)) {
    const folder = dirname(file);
    if (folders.has(folder) && folders.get(folder) === undefined) continue;
    // A source that is added counts once another one imports it, so that its folder may be busy with anything.
    const isOwn = folder.startsWith(`${root}${sep}src`);
    const names = folders.get(folder) ?? new Set();
    names.add(file.slice(folder.length + 1));
    folders.set(folder, isOwn ? undefined : names);
  }
  return folders;
}

/** Files that the bundle was made of or type-checked with, installed packages aside, and what definitions read besides. */
function sourcesOf(root: string): string[] {
  let inputs: string[] = [];
  try {
    const stamp = JSON.parse(readFileSync(join(root, '.slipway', 'bundle', 'stamp.json'), 'utf8')) as { inputs: [string][]; types: [string][] | null };
    inputs = [...stamp.inputs, ...(stamp.types ?? [])].flatMap(([file]) => (file.endsWith('/') ? [] : [resolve(root, file)]));
  } catch {
    // Another process is just putting it in place; there is another look after the next render.
  }
  return [...inputs, ...filesAskedOf(readIndex(formatFolder(root))?.reads ?? [])].filter((file) => !file.includes(`${sep}node_modules${sep}`));
}

function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

function inodeOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.ino;
}
