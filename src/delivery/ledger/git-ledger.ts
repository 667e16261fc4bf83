import { UserError } from '../../kernel/problem.ts';
import { commitObject } from '../git/commit.ts';
import { GitFailure } from '../git/git.ts';
import { objectId } from '../git/objects.ts';
import { branchRef } from '../git/ref-name.ts';
import { type Depth, openRemote, type RemoteRepository } from '../git/remote-repository.ts';
import { type RepositoryAddress } from '../git/repository-address.ts';
import { PUBLISH_BOUND, Tries } from '../publish/backoff.ts';
import { readTip, type Tip } from '../publish/plan.ts';
import { type PublishSurroundings } from '../publish/publish-request.ts';
import { TreeEditor } from '../publish/tree-editor.ts';
import { changesOf, lossesOf } from './file-past.ts';
import { type Appended, type FileHistory, type LedgerWithPast, type MakeLine, type NewLine } from './ledger-store.ts';

/** Which ledger, and where its clones go. */
export interface LedgerPlace {
  readonly repository: RepositoryAddress;
  /** @default slipway-ledger */
  readonly branch?: string | undefined;
  /** Folder for temporary clones. */
  readonly scratch: string;
}

/** Who commits lines; who vouches for them is in their signatures. */
const SLIPWAY = { name: 'slipway', email: 'slipway@slipway.invalid' };
/** So many versions are looked through for one that is whole; a file is damaged by its newest ones. */
const MOST_VERSIONS = 500;
/** What a server is asked for, failure by failure: one that cannot do with less is given more. */
const DEPTHS: readonly Depth[] = ['treeless', 'treeless', 'shallow', 'full'];

/** The ledger on a branch of a git repository. Nothing is kept here: each call looks at the branch as it is. */
export function openLedger(place: LedgerPlace, surroundings: PublishSurroundings): LedgerWithPast {
  const ref = branchRef(place.branch ?? 'slipway-ledger', '--ledger');
  return {
    read: (paths) => withRemote(place, surroundings, DEPTHS, async (remote) => readFiles(remote, await fetchTip(remote, ref), paths)),
    history: (paths) =>
      withRemote(place, surroundings, ['full'], async (remote) => {
        const tip = await fetchTip(remote, ref);
        const files = await readFiles(remote, tip, paths);
        const history = new Map<string, FileHistory>();
        for (const path of paths) history.set(path, { now: files.get(path), before: tip === undefined || !path.endsWith('.jsonl') ? [] : await lossesOf(remote, await changesOf(remote, tip.id, path), Buffer.from(files.get(path) ?? '', 'utf8')) });
        return history;
      }),
    newest: (path, fits) => withRemote(place, surroundings, ['full'], async (remote) => {
      const tip = await fetchTip(remote, ref);
      if (tip === undefined) return undefined;
      for (const { commit, after } of (await changesOf(remote, tip.id, path)).slice(0, MOST_VERSIONS)) {
        if (after !== undefined && fits((await remote.read([after])).get(after)!.bytes.toString('utf8'))) return commit;
      }
      return undefined;
    }),
    append: (path, make) => appendLine(place, surroundings, ref, path, make),
  };
}

async function appendLine(place: LedgerPlace, surroundings: PublishSurroundings, ref: string, path: string, make: MakeLine): Promise<Appended> {
  const tried = new Map<string, string>();
  const tries = new Tries(surroundings, PUBLISH_BOUND);
  let seen: string | undefined;
  return withRemote(place, surroundings, DEPTHS, async (remote) => {
    for (;;) {
      const tip = await fetchTip(remote, ref);
      if (seen !== tip?.id) tries.moved();
      seen = tip?.id;
      const editor = await editorAt(remote, tip, [path]);
      const current = await textAt(remote, editor, path);
      // The answer to a push can get lost although the push arrived.
      const arrived = [...tried].find(([line]) => current?.includes(line) === true);
      if (arrived !== undefined) return { outcome: 'appended', commit: arrived[1] };
      const made = await make(current);
      if (made === undefined) return { outcome: 'unchanged' };
      const commit = await commitLine(remote, editor, tip, path, `${current ?? ''}${made.line}`, made);
      tried.set(made.line, commit);
      const answer = await remote.push([{ ref, commit }], { atomic: false });
      if (answer.status === 0) return { outcome: 'appended', commit };
      if (!(await tries.another())) throw givenUp(place, tries.failed, `git push failed: ${answer.said.replaceAll('\n', '; ')}`);
      surroundings.progress(`the ledger has moved; try ${tries.failed + 1}`);
      // A clone that got less than it asked for cannot be pushed from, however often: the next one is another.
      if (tries.isStuck) throw new GitFailure('fetch', answer);
    }
  });
}

async function commitLine(remote: RemoteRepository, editor: TreeEditor, tip: Tip | undefined, path: string, text: string, { subject, seconds }: NewLine): Promise<string> {
  editor.setFile(path, Buffer.from(text, 'utf8'));
  const { root, objects } = editor.finish();
  const commit = commitObject({ tree: root, parent: tip?.id, message: `${subject}\n`, author: SLIPWAY, seconds }, SLIPWAY);
  await remote.write([...objects, commit]);
  return objectId(commit);
}

async function readFiles(remote: RemoteRepository, tip: Tip | undefined, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const editor = await editorAt(remote, tip, paths);
  const files = new Map<string, string>();
  for (const path of paths) {
    const text = await textAt(remote, editor, path);
    if (text !== undefined) files.set(path, text);
  }
  return files;
}

async function fetchTip(remote: RemoteRepository, ref: string): Promise<Tip | undefined> {
  const id = (await remote.tips([ref])).get(ref);
  if (id !== undefined) await remote.fetch([id]);
  return readTip(remote, id);
}

async function editorAt(remote: RemoteRepository, tip: Tip | undefined, paths: readonly string[]): Promise<TreeEditor> {
  const editor = new TreeEditor(tip?.commit.tree, (ids) => remote.read(ids));
  await editor.prepare(paths);
  return editor;
}

async function textAt(remote: RemoteRepository, editor: TreeEditor, path: string): Promise<string | undefined> {
  const entry = editor.entry(path);
  return entry === undefined ? undefined : (await remote.read([entry.id])).get(entry.id)!.bytes.toString('utf8');
}

/** Works on a clone; where the other side does not answer, or not like this, again and in another way. */
async function withRemote<Result>({ repository, scratch }: LedgerPlace, surroundings: PublishSurroundings, depths: readonly Depth[], work: (remote: RemoteRepository) => Promise<Result>): Promise<Result> {
  const tries = new Tries(surroundings, PUBLISH_BOUND);
  for (;;) {
    const remote = await openRemote({ address: repository, depth: depths[tries.failed % depths.length]!, scratch });
    try {
      return await work(remote);
    } catch (error) {
      if (!(error instanceof GitFailure) || !['fetch', 'ls-remote'].includes(error.command)) throw error;
      const said = error.problems[0]!.message;
      if (!(await tries.another())) throw givenUp({ repository }, tries.failed, said);
      surroundings.progress(`${said.split(';')[0]}; try ${tries.failed + 1}`);
    } finally {
      remote.close();
    }
  }
}

function givenUp({ repository }: Pick<LedgerPlace, 'repository'>, tries: number, said: string): UserError {
  return new UserError({ message: `the ledger in ${repository.shown} could not be reached in ${tries} tries; the last time ${said}`, allowed: 'a repository that this user may read and push to', fix: `git ls-remote ${repository.shown}   (does that work?), then run it again` });
}
