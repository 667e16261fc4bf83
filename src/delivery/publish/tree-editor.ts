import { quoted, UserError } from '../../kernel/problem.ts';
import { type GitObject, objectId } from '../git/objects.ts';
import { type ReadObject } from '../git/read-objects.ts';
import { encodeTree, FILE, FOLDER, isFolder, isSorted, parseTree, sortTree, type TreeEntry, withEntry } from '../git/tree.ts';
import { type FileChange } from './publish-result.ts';
import { type PublishFile } from './publish-request.ts';
import { checkPath } from './safe-path.ts';

/** Where trees and files come from. */
export type ReadMany = (ids: readonly string[]) => Promise<ReadonlyMap<string, ReadObject>>;

/** What a folder or file was made into. */
export interface Edit {
  /** Tree of the folder, or the file's blob; empty when it is gone. */
  readonly id: string;
  readonly changes: readonly FileChange[];
  /** What the changed and removed files held before, by name. */
  readonly before: ReadonlyMap<string, string>;
}

/**
 * A tree that is being changed at owned paths. Everything else is carried over as the bytes that
 * it is, whoever made it; links and other repositories at or above an owned path are refused,
 * because what is written behind them would be somebody else's.
 */
export class TreeEditor {
  readonly #root: string;
  readonly #read: ReadMany;
  /** Entries of folders by path; undefined where there is no such folder. */
  readonly #folders = new Map<string, readonly TreeEntry[] | undefined>();
  readonly #objects = new Map<string, GitObject>();
  /** Folders whose entries are not what their folder above says. */
  readonly #touched = new Set<string>();

  /** @param root a tree's name; undefined for a branch that is not there yet */
  constructor(root: string | undefined, read: ReadMany) {
    this.#root = root ?? '';
    this.#read = read;
    if (root === undefined) this.#folders.set('', undefined);
  }

  /**
   * Brings here all folders on the way to paths, one level at a time, so that each level is one
   * question to the other side.
   */
  async prepare(paths: readonly string[]): Promise<void> {
    for (const path of paths) checkPath(path);
    await this.#load(new Map([['', this.#root]]));
    const depth = Math.max(0, ...paths.map((path) => path.split('/').length));
    for (let level = 1; level <= depth; level++) {
      const ids = new Map<string, string>();
      for (const path of paths) {
        const parts = path.split('/');
        if (parts.length < level) continue;
        const at = parts.slice(0, level).join('/');
        const entry = this.#entry(at);
        if (entry === undefined) this.#folders.set(at, undefined);
        else if (isFolder(entry.mode)) ids.set(at, entry.id);
        else if (parts.length > level || entry.mode === '120000' || entry.mode === '160000') throw notOurs(at, entry.mode);
      }
      await this.#load(ids);
    }
  }

  /** The entries of a folder that was prepared. */
  folder(path: string): readonly TreeEntry[] {
    return this.#folders.get(path) ?? [];
  }

  /** The entry at a path whose folder was prepared. */
  entry(path: string): TreeEntry | undefined {
    return this.#entry(path);
  }

  /** Makes a prepared folder hold exactly these files; none: it goes. */
  setFolder(path: string, files: readonly PublishFile[]): Edit {
    const present = this.#entry(path);
    if (present !== undefined && !isFolder(present.mode)) throw notOurs(path, present.mode);
    const old = this.folder(path);
    const linked = old.find(({ mode }) => mode === '120000' || mode === '160000' || isFolder(mode));
    if (linked !== undefined) throw notOurs(`${path}/${linked.name}`, linked.mode);
    const entries = files.map(({ path: name, bytes }) => ({ mode: FILE, name, id: this.#add({ kind: 'blob', bytes }) }));
    checkNames(path, entries);
    const edit = compare(old, entries);
    if (edit.changes.length === 0 && present !== undefined) return { ...edit, id: present.id };
    const id = entries.length === 0 ? '' : this.#add(encodeTree(sortTree(entries)));
    this.#put(path, entries.length === 0 ? undefined : { mode: FOLDER, name: path.slice(path.lastIndexOf('/') + 1), id });
    this.#folders.set(path, entries);
    return { ...edit, id };
  }

  /** Makes a file hold these bytes; undefined: it goes. */
  setFile(path: string, bytes: Uint8Array | undefined): Edit {
    const present = this.#entry(path);
    if (present !== undefined && (isFolder(present.mode) || present.mode === '120000' || present.mode === '160000')) throw notOurs(path, present.mode);
    const before = new Map(present === undefined ? [] : [[path, present.id]]);
    if (bytes === undefined) {
      if (present !== undefined) this.#put(path, undefined);
      return { id: '', changes: present === undefined ? [] : [{ file: path, change: 'removed' }], before };
    }
    const id = this.#add({ kind: 'blob', bytes });
    if (present?.id === id && present.mode === FILE) return { id, changes: [], before: new Map() };
    this.#put(path, { mode: FILE, name: path.slice(path.lastIndexOf('/') + 1), id });
    return { id, changes: [{ file: path, change: present === undefined ? 'added' : 'changed' }], before };
  }

  /** Name of the whole tree as it is now, and the objects that are new in it. */
  finish(): { readonly root: string; readonly objects: readonly GitObject[] } {
    const deepestFirst = [...this.#touched].sort((a, b) => b.split('/').length - a.split('/').length);
    for (const path of deepestFirst) {
      const entries = this.#folders.get(path) ?? [];
      const name = path.slice(path.lastIndexOf('/') + 1);
      this.#replace(path, entries.length === 0 ? undefined : { mode: FOLDER, name, id: this.#add(encodeTree(entries)) });
    }
    this.#touched.clear();
    const root = encodeTree(this.#folders.get('') ?? []);
    if (objectId(root) !== this.#root) this.#add(root);
    return { root: objectId(root), objects: [...this.#objects.values()] };
  }

  #entry(path: string): TreeEntry | undefined {
    const parent = parentOf(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const siblings = this.#folders.get(parent) ?? [];
    const alike = siblings.filter((entry) => entry.name.toLowerCase() === name.toLowerCase());
    const other = alike.find((entry) => entry.name !== name);
    if (other !== undefined) {
      throw new UserError({
        path,
        message: `the GitOps repository holds ${quoted(join(parent, other.name))}, which is the same as ${quoted(path)} where case does not count`,
        fix: `git mv ${join(parent, other.name)} <another name>   (in the GitOps repository)`,
      });
    }
    return alike[0];
  }

  /** Puts an entry in its folder; the folders above follow in the end, each once. */
  #put(path: string, entry: TreeEntry | undefined): void {
    this.#replace(path, entry);
    for (let parent = parentOf(path); parent !== ''; parent = parentOf(parent)) this.#touched.add(parent);
  }

  #replace(path: string, entry: TreeEntry | undefined): void {
    const parent = parentOf(path);
    this.#folders.set(parent, withEntry(this.#folders.get(parent) ?? [], path.slice(path.lastIndexOf('/') + 1), entry));
  }

  #add(object: GitObject): string {
    const id = objectId(object);
    this.#objects.set(id, object);
    return id;
  }

  async #load(ids: ReadonlyMap<string, string>): Promise<void> {
    const wanted = [...ids].filter(([path]) => !this.#folders.has(path));
    if (wanted.length === 0) return;
    const objects = await this.#read(wanted.map(([, id]) => id));
    for (const [path, id] of wanted) {
      const entries = parseTree(objects.get(id)!.bytes);
      // Git looks no further than where a name would stand, and so would not find what is written there.
      if (!isSorted(entries)) {
        throw new UserError({ path: path === '' ? '/' : path, message: 'holds entries out of order or twice in the GitOps repository, so that git does not find all of them', fix: `git ls-tree <branch>${path === '' ? '' : `:${path}`} | git mktree   (in the GitOps repository: writes it in order, to commit)` });
      }
      this.#folders.set(path, entries);
    }
  }
}

function compare(old: readonly TreeEntry[], entries: readonly TreeEntry[]): Pick<Edit, 'changes' | 'before'> {
  const was = new Map(old.map((entry) => [entry.name, entry]));
  const is = new Map(entries.map((entry) => [entry.name, entry]));
  const changes: FileChange[] = [];
  const before = new Map<string, string>();
  for (const [name, { id, mode }] of is) {
    const there = was.get(name);
    if (there === undefined) changes.push({ file: name, change: 'added' });
    else if (there.id !== id || there.mode !== mode) changes.push({ file: name, change: 'changed' });
    if (there !== undefined && there.id !== id) before.set(name, there.id);
  }
  for (const [name, { id }] of was) {
    if (is.has(name)) continue;
    changes.push({ file: name, change: 'removed' });
    before.set(name, id);
  }
  return { changes: changes.sort((a, b) => (a.file < b.file ? -1 : 1)), before };
}

function checkNames(path: string, entries: readonly TreeEntry[]): void {
  const taken = new Map<string, string>();
  for (const { name } of entries) {
    checkPath(name);
    if (name.includes('/')) throw new UserError({ path: `${path}/${name}`, message: 'lies in a folder of its own, and Argo CD does not look into those' });
    const other = taken.get(name.toLowerCase());
    if (other !== undefined) throw new UserError({ path: `${path}/${name}`, message: `is the same file as ${other} where case does not count`, fix: 'rename one of the objects' });
    taken.set(name.toLowerCase(), name);
  }
}

function notOurs(path: string, mode: string): UserError {
  const what = mode === '120000' ? 'a symbolic link' : mode === '160000' ? 'another repository (a submodule)' : isFolder(mode) ? 'a folder' : 'a file';
  return new UserError({
    path,
    message: `is ${what} in the GitOps repository, where slipway keeps something else, so nothing was published`,
    allowed: 'folders on the way to a pair, and plain files in its own',
    fix: `git rm -r ${/^[\w./%-]+$/.test(path) ? path : quoted(path)}   (in the GitOps repository)`,
  });
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function join(parent: string, name: string): string {
  return parent === '' ? name : `${parent}/${name}`;
}
