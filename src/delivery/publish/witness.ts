import { type Git } from '../git/git.ts';

/** Most commits that are read at once. */
const MOST = 1000;
/** What stands in a commit about what belongs to no pair. */
const SHARED_TRAILER = 'Slipway-Shared: argocd';

/** What a commit of the GitOps repository says that was published by it: a pair, or `argocd` for what belongs to none. */
interface Witness {
  /** Commit of this repository that it was published from. */
  readonly revision: string;
}

/**
 * From which revision the newest commit that a publish made of each pair was, by
 * `<environment>/<system>`, as the commits themselves say: the witness where the ledger has no state.
 * Pairs that no commit is about are left out. What somebody else writes there can hold a publish up,
 * and lets nothing in.
 *
 * @param tip its history must be here
 */
export async function witnessesOf(git: Git, tip: string, keys: readonly string[]): Promise<ReadonlyMap<string, Witness>> {
  const found = new Map<string, Witness>();
  let left = [...new Set(keys)];
  while (left.length > 0) {
    const patterns = left.flatMap((key) => (key === 'argocd' ? [SHARED_TRAILER] : [`Slipway-Pair: ${key} `, `Slipway-Removed: ${key}`])).map((text) => `--grep=${text}`);
    const log = await git.ask({ options: ['log', '-z', `--max-count=${MOST}`, '--topo-order', '--fixed-strings', '--no-show-signature', '--no-color', '--encoding=UTF-8', '--format=%B', ...patterns], operands: [tip] });
    const messages = log.toString('utf8').split('\0').filter((message) => message !== '');
    const before = found.size;
    for (const message of messages) {
      const { revision, about } = publishedBy(message);
      if (revision !== undefined) for (const key of about) if (left.includes(key) && !found.has(key)) found.set(key, { revision });
    }
    if (messages.length < MOST || found.size === before) break;
    left = left.filter((key) => !found.has(key));
  }
  return found;
}

/** What a commit message says that was published by it, and from which revision. Only the last paragraph counts, as for git; a text that quotes one is no witness. */
export function publishedBy(message: string): { readonly revision: string | undefined; readonly about: readonly string[] } {
  const lines = (message.trimEnd().split(/\n{2,}/).at(-1) ?? '').split('\n');
  const value = (line: string): string => line.slice(line.indexOf(': ') + 2);
  if (!lines.some((line) => line === 'Slipway-Schema: slipway.publish/v1')) return { revision: undefined, about: [] };
  const revision = lines.filter((line) => /^Argocd-reference-commit-sha: [0-9a-f]{40}$/.test(line)).map(value)[0];
  const about = lines.flatMap((line) => (line === SHARED_TRAILER ? ['argocd'] : line.startsWith('Slipway-Pair: ') ? [value(line).split(' ')[0]!] : line.startsWith('Slipway-Removed: ') ? [value(line)] : []));
  return { revision, about };
}
