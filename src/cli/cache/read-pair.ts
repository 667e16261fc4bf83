import { type EntryStore } from './entry-store.ts';
import { decodeEntry, type PairEntry } from './pair-entry.ts';

/** What is kept for a key; a damaged entry is removed, and made again by whoever asked. */
export function readPair(store: EntryStore, key: string): PairEntry | undefined {
  const bytes = store.read(key);
  if (bytes === undefined) return undefined;
  const entry = decodeEntry(key, bytes);
  if (entry === undefined) store.remove(key);
  return entry;
}
