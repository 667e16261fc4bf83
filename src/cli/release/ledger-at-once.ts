import { type LedgerStore } from '../../delivery/ledger/ledger-store.ts';

/**
 * A ledger whose files are read now, in one clone and at one commit, and answered from then on;
 * others are asked for when they are wanted.
 */
export async function ledgerAtOnce(store: LedgerStore, paths: readonly string[]): Promise<LedgerStore> {
  const files = await store.history([...new Set(paths)]);
  const isHere = (wanted: readonly string[]): boolean => wanted.every((path) => files.has(path));
  return {
    read: async (wanted) => (isHere(wanted) ? new Map(wanted.flatMap((path) => (files.get(path)!.now === undefined ? [] : [[path, files.get(path)!.now!] as const]))) : store.read(wanted)),
    history: async (wanted) => (isHere(wanted) ? new Map(wanted.map((path) => [path, files.get(path)!])) : store.history(wanted)),
    append: (path, make) => store.append(path, make),
  };
}
