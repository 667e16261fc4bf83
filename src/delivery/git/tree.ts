import { type GitObject } from './objects.ts';

/** An entry of a tree, as it is written there. */
export interface TreeEntry {
  /** Octal digits, as they stand: `100644`, `40000`. */
  readonly mode: string;
  /** The bytes of the name, one to a character. */
  readonly name: string;
  readonly id: string;
}

/** A folder. */
export const FOLDER = '40000';
/** A file that nobody runs. */
export const FILE = '100644';

/**
 * The entries of a tree. {@link encodeTree} gives the same bytes again, whatever some tool put
 * there: entries of others are carried over untouched.
 *
 * @throws Error when it is no tree
 */
export function parseTree(bytes: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space === -1 || end === -1 || end + 21 > bytes.length) throw new Error('a tree ends in the middle of an entry');
    entries.push({ mode: bytes.toString('latin1', at, space), name: bytes.toString('latin1', space + 1, end), id: bytes.toString('hex', end + 1, end + 21) });
    at = end + 21;
  }
  return entries;
}

/** A tree of entries, in the order given. */
export function encodeTree(entries: readonly TreeEntry[]): GitObject {
  const parts = entries.flatMap(({ mode, name, id }) => [Buffer.from(`${mode} ${name}\0`, 'latin1'), Buffer.from(id, 'hex')]);
  return { kind: 'tree', bytes: Buffer.concat(parts) };
}

/** The entries in the order git keeps them: by bytes, a folder as if its name ended in "/". */
export function sortTree(entries: readonly TreeEntry[]): TreeEntry[] {
  return [...entries].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

/** Whether the entries are in the order git keeps them in, none of them twice. */
export function isSorted(entries: readonly TreeEntry[]): boolean {
  const names = new Set(entries.map(({ name }) => name));
  return names.size === entries.length && entries.every((entry, index) => index === 0 || sortKey(entries[index - 1]!) < sortKey(entry));
}

/** The entries with one put in, replaced or taken out; the others stay where they are. */
export function withEntry(entries: readonly TreeEntry[], name: string, entry: TreeEntry | undefined): TreeEntry[] {
  const at = entries.findIndex((other) => other.name === name);
  if (at !== -1 && entry !== undefined && isFolder(entries[at]!.mode) === isFolder(entry.mode)) return entries.with(at, entry);
  const rest = entries.filter((other) => other.name !== name);
  if (entry === undefined) return rest;
  const key = sortKey(entry);
  const place = rest.findIndex((other) => sortKey(other) > key);
  return place === -1 ? [...rest, entry] : [...rest.slice(0, place), entry, ...rest.slice(place)];
}

function sortKey({ mode, name }: TreeEntry): string {
  return isFolder(mode) ? `${name}/` : name;
}

/** Whether a mode is a folder's, in any form that tools wrote it in. */
export function isFolder(mode: string): boolean {
  return mode === FOLDER || mode === '040000';
}
