import { openRemote } from '../../delivery/git/remote-repository.ts';
import { type RepositoryAddress } from '../../delivery/git/repository-address.ts';
import { parseTree, isFolder, type TreeEntry } from '../../delivery/git/tree.ts';
import { parseCommit } from '../../delivery/git/commit.ts';
import { UserError } from '../../kernel/problem.ts';
import { collectPairs, isPairFile, type TreeFile } from './collect-pairs.ts';
import { isWanted, type PairManifests, type WantedPairs } from './pair-manifests.ts';

/** The branch that Argo CD pulls. */
export interface PublishedOptions {
  readonly repository: RepositoryAddress;
  readonly branch: string;
  /** A folder for the clone, which is bare and treeless. */
  readonly scratch: string;
  readonly wanted: WantedPairs;
}

/**
 * The pairs as they are published; none where nothing ever was.
 *
 * @throws UserError where the repository can't be read
 */
export async function pairsPublished({ repository, branch, scratch, wanted }: PublishedOptions): Promise<PairManifests[]> {
  const remote = await openRemote({ address: repository, depth: 'treeless', scratch });
  const ref = `refs/heads/${branch}`;
  const tip = (await remote.tips([ref])).get(ref);
  if (tip === undefined) return [];
  await remote.fetch([tip]);
  const read = async (ids: readonly string[]): Promise<ReadonlyMap<string, { bytes: Buffer }>> => (ids.length === 0 ? new Map() : remote.read(ids));
  const treesOf = async (entries: readonly (TreeEntry & { path: string })[]): Promise<(TreeEntry & { path: string })[]> => {
    const trees = await read(entries.map(({ id }) => id));
    return entries.flatMap(({ path, id }) => parseTree(trees.get(id)!.bytes).map((entry) => ({ ...entry, path: path === '' ? entry.name : `${path}/${entry.name}` })));
  };
  const commit = (await remote.read([tip])).get(tip);
  if (commit === undefined) throw new UserError({ message: `${repository.shown} doesn't give the commit its branch ${branch} is at`, fix: 'run it again' });
  const { environments = [] } = wanted;
  const root = (await treesOf([{ path: '', id: parseCommit(commit.bytes).tree, mode: '40000', name: '' }])).filter(({ mode, name }) => isFolder(mode) && name !== 'argocd' && (environments.length === 0 || environments.includes(name)));
  const systems = (await treesOf(root)).filter(({ mode, path }) => isFolder(mode) && isWanted(wanted, path.split('/')[0]!, path.split('/')[1]!));
  const files = (await treesOf(systems)).filter(({ mode, path }) => mode.startsWith('100') && isPairFile(path, wanted));
  const blobs = await read(files.map(({ id }) => id));
  return collectPairs(files.map(({ path, id }): TreeFile => ({ path, shown: `${branch}:${path}`, bytes: blobs.get(id)!.bytes })));
}
