import { UserError } from '../../kernel/problem.ts';
import { commitObject, parseCommit, signCommit } from '../git/commit.ts';
import { type Git, GitFailure } from '../git/git.ts';
import { objectId } from '../git/objects.ts';
import { writeObjects } from '../git/pack.ts';
import { readObjects, type ReadObject } from '../git/read-objects.ts';
import { branchRef } from '../git/ref-name.ts';
import { PUBLISH_BOUND, Tries } from '../publish/backoff.ts';
import { type FileChange } from '../publish/publish-result.ts';
import { type PublishSurroundings } from '../publish/publish-request.ts';
import { TreeEditor } from '../publish/tree-editor.ts';
import { type BranchChange, type BranchRequest, type BranchResult, type TipView } from './branch-change.ts';
import { bringWorkTree, refuseOwnChanges, settleWorkTree } from './work-tree.ts';

/** Who makes commits that nobody signs. */
const SLIPWAY = { name: 'slipway', email: 'slipway@slipway.invalid' };

/**
 * Puts one commit on a branch of this repository: on the tip that its remote has, pushed forward
 * only. When somebody else was faster the change is made anew on what they pushed. Nothing is
 * checked out, and no branch, index or file of this clone changes but the mark of where the remote is. Without a remote the commit is
 * made on the branch that is checked out here, and the files it changes follow.
 *
 * @throws UserError when something must be mended first, or the bound of tries is reached
 */
export async function advanceBranch(request: BranchRequest, surroundings: PublishSurroundings): Promise<BranchResult> {
  const run = new Run(request, surroundings, (await request.git.ask({ options: ['rev-parse', '--show-prefix'] })).toString('utf8').trim());
  return request.remote === undefined ? run.here() : run.there(request.remote);
}

interface Made {
  readonly commit: string;
  readonly tree: string;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

class Run {
  readonly #request: BranchRequest;
  readonly #surroundings: PublishSurroundings;
  readonly #git: Git;
  /** Path of the project in its repository; empty, or with a slash at its end. */
  readonly #prefix: string;
  readonly #branch: string;
  readonly #pushed = new Map<string, Made>();

  constructor(request: BranchRequest, surroundings: PublishSurroundings, prefix: string) {
    this.#request = request;
    this.#surroundings = surroundings;
    this.#git = request.git;
    this.#prefix = prefix;
    this.#branch = request.branch ?? 'main';
  }

  async there(remote: string): Promise<BranchResult> {
    const tries = new Tries(this.#surroundings, PUBLISH_BOUND);
    let seen = '';
    let said = '';
    for (;;) {
      try {
        const tip = await this.#remoteTip(remote);
        if (tip !== seen) tries.moved();
        seen = tip;
        const done = await this.#try(remote, tip);
        if (typeof done !== 'string') return done;
        said = done;
      } catch (error) {
        if (!(error instanceof GitFailure) || !['ls-remote', 'fetch'].includes(error.command)) throw error;
        said = error.problems[0]!.message;
      }
      if (!(await tries.another())) {
        throw new UserError({ message: `could not change ${this.#branch} of ${remote} in ${tries.failed} tries; the last time ${said}`, allowed: 'a repository that this user may push to', fix: `git push ${remote} HEAD:${this.#branch} --dry-run   (does that work? where ${this.#branch} is protected, add --pr)` });
      }
      this.#surroundings.progress(`the push was refused; try ${tries.failed + 1} on the new tip`);
    }
  }

  async here(): Promise<BranchResult> {
    const { mode } = this.#request;
    const head = await this.#git.call({ options: ['symbolic-ref', '--quiet', 'HEAD'] });
    if (head.status !== 0) throw new UserError({ message: 'no branch is checked out, so there is none that a commit could be made on', fix: 'git switch main' });
    const ref = head.stdout.toString('utf8').trim();
    const branch = ref.replace(/^refs\/heads\//, '');
    if (mode === 'propose') throw new UserError({ message: 'there is no remote to propose to', fix: 'git remote add origin <address>' });
    for (let attempt = 1; ; attempt++) {
      const tip = (await this.#git.ask({ options: ['rev-parse', '--verify', 'HEAD^{commit}'] })).toString('latin1').trim();
      const view = await this.#view(tip);
      const change = await this.#request.change(view);
      if (change === undefined) {
        // A run that was killed may have come this far and no further.
        if (mode === 'push') await settleWorkTree(this.#git, this.#prefix, tip);
        return this.#result('unchanged', branch, tip, undefined);
      }
      const made = await this.#make(view, change);
      if (mode === 'compare') return this.#result('compared', branch, tip, made);
      if (made.tree === view.commit.tree) return this.#result('unchanged', branch, tip, undefined);
      await refuseOwnChanges(this.#git, this.#prefix, tip, made.commit, made.changes);
      await bringWorkTree(this.#git, this.#prefix, made.commit, made.changes);
      const moved = await this.#git.call({ options: ['update-ref', '-m', 'slipway', ref, made.commit, tip] });
      if (moved.status === 0) {
        await settleWorkTree(this.#git, this.#prefix, made.commit);
        return this.#result('committed', branch, tip, made);
      }
      if (attempt === 20) throw new UserError({ message: `${branch} could not be moved: ${moved.said}`, fix: 'run it again' });
    }
  }

  /** One try; what was said, when the push was refused. */
  async #try(remote: string, tip: string): Promise<BranchResult | string> {
    const { mode } = this.#request;
    const ours = await this.#arrived(tip);
    if (ours !== undefined) return this.#result('committed', this.#branch, ours.tip, ours.made);
    const view = await this.#view(tip);
    const change = await this.#request.change(view);
    if (change === undefined) return this.#result('unchanged', this.#branch, tip, undefined);
    const made = await this.#make(view, change);
    if (made.tree === view.commit.tree) return this.#result('unchanged', this.#branch, tip, undefined);
    if (mode === 'compare') return this.#result('compared', this.#branch, tip, made);
    if (mode === 'propose') return this.#propose(remote, tip, made);
    this.#pushed.set(tip, made);
    const answer = await this.#push(remote, made.commit, this.#branch);
    return answer === undefined ? this.#result('committed', this.#branch, tip, made) : answer;
  }

  /** Where the same is proposed already, it stays as it is. */
  async #propose(remote: string, tip: string, made: Made): Promise<BranchResult | string> {
    const branch = this.#request.proposal();
    const there = await this.#refAt(remote, branch);
    if (there !== undefined) return this.#result('proposed', branch, tip, { ...made, commit: there });
    const answer = await this.#push(remote, made.commit, branch);
    return answer === undefined ? this.#result('proposed', branch, tip, made) : answer;
  }

  async #push(remote: string, commit: string, branch: string): Promise<string | undefined> {
    const answer = await this.#git.call({ options: ['push', '--quiet', '--no-verify', '--no-signed', '--no-follow-tags'], operands: [remote, `${commit}:${branchRef(branch, '--branch')}`], timeout: 120_000 });
    return answer.status === 0 ? undefined : `git push failed: ${answer.said.replaceAll('\n', '; ')}`;
  }

  /** The answer to a push can get lost although the push arrived. */
  async #arrived(tip: string): Promise<{ tip: string; made: Made } | undefined> {
    for (const [before, made] of this.#pushed) {
      const isIn = await this.#git.call({ options: ['merge-base', '--is-ancestor', made.commit, tip] });
      if (isIn.status === 0) return { tip: before, made };
    }
    return undefined;
  }

  async #remoteTip(remote: string): Promise<string> {
    const tip = await this.#refAt(remote, this.#branch);
    if (tip === undefined) throw new UserError({ message: `${remote} has no branch ${JSON.stringify(this.#branch)}`, fix: `git push ${remote} HEAD:${this.#branch}   (or --branch <name>)` });
    // Objects only: no branch of this clone moves, the one that follows the remote's neither.
    const fetched = await this.#git.call({ options: ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--no-auto-maintenance', '--refmap=', '--stdin', remote], input: `${tip}\n`, timeout: 120_000 });
    if (fetched.status !== 0) throw new GitFailure('fetch', fetched);
    return tip;
  }

  async #refAt(remote: string, branch: string): Promise<string | undefined> {
    const ref = branchRef(branch, '--branch');
    const answer = await this.#git.call({ options: ['ls-remote', '--quiet'], operands: [remote, ref], timeout: 60_000 });
    if (answer.status !== 0) throw new GitFailure('ls-remote', answer);
    const line = answer.stdout.toString('utf8').split('\n').find((text) => text.slice(41) === ref);
    return line?.slice(0, 40);
  }

  async #view(id: string): Promise<TipView> {
    const commit = parseCommit(await this.#git.ask({ options: ['cat-file', 'commit', id] }));
    return {
      id,
      commit,
      file: async (path) => {
        const answer = await this.#git.call({ options: ['cat-file', 'blob'], operands: [`${id}:${this.#prefix}${path}`] });
        return answer.status === 0 ? answer.stdout : undefined;
      },
    };
  }

  async #make({ id, commit }: TipView, { files, folders, message }: BranchChange): Promise<Made> {
    const editor = new TreeEditor(commit.tree, (ids) => this.#read(ids));
    const at = (path: string): string => `${this.#prefix}${path}`;
    await editor.prepare([...files.map(({ path }) => at(path)), ...folders.map(({ path }) => at(path))]);
    const changes = [
      ...files.flatMap(({ path, bytes }) => editor.setFile(at(path), bytes).changes.map(({ change }) => ({ file: path, change }))),
      ...folders.flatMap(({ path, files: held }) => editor.setFolder(at(path), held).changes.map(({ file, change }) => ({ file: `${path}/${file}`, change }))),
    ].sort((a, b) => (a.file < b.file ? -1 : 1));
    const { root, objects } = editor.finish();
    if (this.#request.mode === 'compare') return { commit: '', tree: root, message, changes };
    const { author, signing, now } = this.#request;
    const wanted = { tree: root, parent: id, message, author, seconds: Math.max(Math.floor(now / 1000), commit.committer.seconds) };
    if (signing !== undefined) {
      await writeObjects(this.#git, objects);
      return { commit: await signCommit(this.#git, wanted, signing), tree: root, message, changes };
    }
    const made = commitObject(wanted, SLIPWAY);
    await writeObjects(this.#git, [...objects, made]);
    return { commit: objectId(made), tree: root, message, changes };
  }

  async #read(ids: readonly string[]): Promise<ReadonlyMap<string, ReadObject>> {
    const found = await readObjects(this.#git, ids);
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length > 0) throw new UserError({ message: `this clone lacks objects of ${this.#branch}, such as ${missing[0]!.slice(0, 12)}`, fix: 'git fetch --refetch   (a partial clone), or clone it whole' });
    return found;
  }

  #result(outcome: BranchResult['outcome'], branch: string, tip: string, made: Made | undefined): BranchResult {
    return { outcome, branch, tip, commit: made === undefined || made.commit === '' ? undefined : made.commit, message: made?.message, changes: made?.changes ?? [] };
  }
}
