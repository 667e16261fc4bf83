import { type FSWatcher, statSync, watch } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../../kernel/problem.ts';
import { isAside } from '../../overlays/overlay-folder.ts';

/** What counts in a folder. */
export interface Watched {
  /** Whether every file counts, but what tools keep beside those that people write. */
  readonly all: boolean;
  /** Files and folders that count in any case. */
  readonly names: ReadonlySet<string>;
}

/** Folders that the operating system tells of, without anybody asking it again and again. */
export class WatchedFolders {
  readonly #watchers = new Map<string, { readonly watcher: FSWatcher; readonly identity: string; watched: Watched }>();
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
   * watched anew; one that is not there is told of by the folder around it.
   *
   * @param folders by absolute path
   * @returns whether one is watched that was not before: what changed in it until now, nobody told
   * @throws UserError where the operating system will watch no more
   */
  sync(folders: ReadonlyMap<string, Watched>): boolean {
    for (const [path, { identity }] of this.#watchers) {
      if (!folders.has(path) || identityOf(path) !== identity) this.#drop(path);
    }
    let isNew = false;
    for (const [path, watched] of folders) {
      const known = this.#watchers.get(path);
      if (known !== undefined) known.watched = watched;
      else isNew = this.#open(path, watched) || isNew;
    }
    return isNew;
  }

  close(): void {
    for (const path of this.#watchers.keys()) this.#drop(path);
  }

  #drop(path: string): void {
    this.#watchers.get(path)?.watcher.close();
    this.#watchers.delete(path);
  }

  #open(path: string, watched: Watched): boolean {
    const identity = identityOf(path);
    if (identity === undefined) return false;
    try {
      const watcher = watch(path, (event, name) => this.#told(path, event, name));
      watcher.on('error', () => this.#lose(path));
      this.#watchers.set(path, { watcher, identity, watched });
      return true;
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (GONE.includes(code)) return false;
      if (!['ENOSPC', 'EMFILE'].includes(code)) throw error;
      throw new UserError({ message: `the operating system watches no more folders than ${this.#watchers.size} for this user`, fix: 'sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=1024' }, { cause: error });
    }
  }

  #told(path: string, event: string, name: string | null): void {
    const watched = this.#watchers.get(path)?.watched;
    if (watched === undefined) return;
    // The folder itself: it goes, or is moved. What comes in its place may be given the very same inode.
    if (event === 'rename' && name === basename(path)) return this.#lose(path);
    if (name === null || watched.names.has(name) || (watched.all && !isAside(name))) this.#onChange();
  }

  /** The next look opens it anew, where it is there again. */
  #lose(path: string): void {
    this.#drop(path);
    this.#onChange();
  }
}

/** What `open` refuses for a folder that has just gone. */
const GONE = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/** The folder that a path leads to; undefined where it leads to none. */
function identityOf(path: string): string | undefined {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? `${stat.dev}:${stat.ino}` : undefined;
  } catch {
    return undefined;
  }
}
