import { UserError } from '../../kernel/problem.ts';
import { commitObject, type NewCommit, signCommit } from '../git/commit.ts';
import { GitFailure } from '../git/git.ts';
import { type GitObject, objectId } from '../git/objects.ts';
import { branchRef } from '../git/ref-name.ts';
import { type Depth, openRemote, type RefUpdate, type RemoteRepository } from '../git/remote-repository.ts';
import { PUBLISH_BOUND, Tries } from './backoff.ts';
import { dateAfter } from './commit-date.ts';
import { oneLine, publishMessage, retryOf, whatOf } from './commit-message.ts';
import { refuseLateRetry } from './late-retry.ts';
import { refuseMissingBranch } from './missing-branch.ts';
import { Newness } from './newer.ts';
import { nextShared, nextState, planPublish, type PublishPlan, putStates, readTip, type Tip } from './plan.ts';
import { prefetch } from './prefetch.ts';
import { pairKey, type PublishRequest, type PublishSurroundings } from './publish-request.ts';
import { type PairResult, type PublishResult } from './publish-result.ts';
import { encodeState, statePath } from './published-state.ts';
import { proposalBranch } from './proposal.ts';
import { SHARED_PATH } from './shared-state.ts';

/** Who makes commits that nobody signs: the same on every machine, so that the commit is, too. */
const SLIPWAY = { name: 'slipway', email: 'slipway@slipway.invalid' };
/** A tree of nothing; no branch begins with it. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
/** What a server is asked for, try by try: one that cannot do with less is given more. */
const DEPTHS: readonly Depth[] = ['treeless', 'treeless', 'treeless', 'shallow', 'full'];

/**
 * Publishes pairs into the GitOps repository: one commit, or none when nothing differs, and the
 * published states on the ledger branch, both in one push. A refused push, for whatever reason, is
 * tried again on the new tips, with pauses and a bound.
 *
 * @throws UserError when something must be mended first, or the bound is reached
 */
export async function publish(request: PublishRequest, surroundings: PublishSurroundings): Promise<PublishResult> {
  const run = new PublishRun(request, surroundings);
  return run.toTheEnd();
}

interface Made {
  readonly plan: PublishPlan;
  readonly commit: string | undefined;
  readonly retry: number | undefined;
  readonly message: string | undefined;
}

class PublishRun {
  readonly #request: PublishRequest;
  readonly #surroundings: PublishSurroundings;
  readonly #tries: Tries;
  readonly #newness: Newness;
  readonly #base: string;
  readonly #ledger: string;
  readonly #target: string;
  /** Commits that this run has tried to push: when one of them is there after all, it was this run's. */
  readonly #pushed = new Map<string, Made>();
  #unwritten: GitObject[] = [];
  #seen = '';
  #said = '';
  #depth = 0;
  #ordered = false;

  constructor(request: PublishRequest, surroundings: PublishSurroundings) {
    this.#request = request;
    this.#surroundings = surroundings;
    this.#tries = new Tries(surroundings, PUBLISH_BOUND);
    this.#newness = new Newness(request.source, request.revision);
    this.#base = branchRef(request.branch ?? 'main', '--branch');
    this.#ledger = branchRef(request.ledger ?? 'slipway-ledger', '--ledger');
    const proposes = request.mode === 'propose' || request.mode === 'compare-proposal';
    this.#target = proposes ? branchRef(proposalBranch(request), '--branch') : this.#base;
    if (new Set([this.#base, this.#ledger, this.#target]).size < (proposes ? 3 : 2)) {
      throw new UserError({ message: `the branch that Argo CD follows and the ledger are both ${this.#base.slice('refs/heads/'.length)}`, fix: '--branch main' });
    }
  }

  async toTheEnd(): Promise<PublishResult> {
    for (;;) {
      const remote = await openRemote({ address: this.#request.repository, depth: DEPTHS[this.#depth % DEPTHS.length]!, scratch: this.#request.scratch });
      try {
        for (;;) {
          const result = await this.#try(remote);
          if (result !== undefined) return result;
          if (!(await this.#tries.another())) throw this.#givenUp();
          this.#surroundings.progress(`the push was refused; try ${this.#tries.failed + 1} on the new tip`);
          // A clone that got less than it asked for cannot be pushed from, however often.
          if (this.#tries.isStuck) break;
        }
        this.#depth += 1;
      } catch (error) {
        // What fails here and not over there fails again.
        if (!(error instanceof GitFailure) || !['fetch', 'ls-remote'].includes(error.command)) throw error;
        this.#said = error.problems[0]!.message;
        this.#depth += 1;
        if (!(await this.#tries.another())) throw this.#givenUp();
        this.#surroundings.progress(`${this.#said.split(';')[0]}; try ${this.#tries.failed + 1}`);
      } finally {
        remote.close();
      }
    }
  }

  /** One try; undefined when the push was refused. */
  async #try(remote: RemoteRepository): Promise<PublishResult | undefined> {
    const { mode } = this.#request;
    this.#unwritten = [];
    const tips = await this.#tips(remote);
    const { pairs, owned = [] } = this.#request;
    await prefetch(remote, [
      { root: tips.tip?.commit.tree, paths: [...pairs.map(pairKey), ...owned.map(({ path }) => path)] },
      { root: tips.ledgerTip?.commit.tree, paths: [SHARED_PATH, ...pairs.map(({ environment, system }) => statePath(environment, system))] },
    ]);
    const plan = await planPublish(remote, this.#request, tips, this.#newness);
    const landed = this.#landed(plan);
    if (landed?.retry !== undefined) return this.#result(mode === 'propose' ? 'proposed' : 'published', landed);
    if (this.#request.retry === true) refuseLateRetry(plan.pairs, this.#request.revision);
    const made = await this.#make(remote, plan);
    if (this.#compares) return this.#result('compared', made);
    const updates: RefUpdate[] = [];
    if (mode === 'push') {
      const state = await this.#ledgerCommit(remote, plan, made.commit);
      // The ledger comes first where a server takes them one by one: a state that is ahead of its
      // tree keeps older commits away and is mended by the next publish; one that is behind lets them in.
      if (state !== undefined) updates.push({ ref: this.#ledger, commit: state });
    }
    if (made.commit !== undefined) updates.push({ ref: this.#target, commit: made.commit });
    if (updates.length === 0) return this.#nothingToDo(made);
    if (made.commit !== undefined) this.#pushed.set(made.commit, made);
    await this.#write(remote);
    if (!(await this.#push(remote, updates))) return undefined;
    return this.#result(made.commit === undefined ? 'unchanged' : mode === 'propose' ? 'proposed' : 'published', made);
  }

  get #compares(): boolean {
    return this.#request.mode === 'compare' || this.#request.mode === 'compare-proposal';
  }

  async #tips(remote: RemoteRepository): Promise<{ tip: Tip | undefined; ledgerTip: Tip | undefined }> {
    const tips = await remote.tips(['refs/heads/*']);
    const [target, base, ledger] = [tips.get(this.#target), tips.get(this.#base), tips.get(this.#ledger)];
    if (base === undefined) refuseMissingBranch(this.#base, [...tips.keys()].filter((ref) => ref !== this.#ledger && ref !== this.#target));
    const seen = `${target} ${base} ${ledger}`;
    if (seen !== this.#seen) this.#tries.moved();
    this.#seen = seen;
    const start = target ?? base;
    await remote.fetch([start, ledger].filter((id) => id !== undefined));
    await remote.read([start, ledger].filter((id) => id !== undefined));
    return { tip: await readTip(remote, start), ledgerTip: await readTip(remote, ledger) };
  }

  async #make(remote: RemoteRepository, plan: PublishPlan): Promise<Made> {
    const { revision, retry: asked = false } = this.#request;
    const changed = plan.root !== (plan.tip?.commit.tree ?? EMPTY_TREE);
    const alive = plan.pairs.filter(({ outcome }) => outcome !== 'superseded');
    const again = asked && !changed && plan.tip !== undefined && alive.length > 0;
    if (!changed && !again) return { plan, commit: undefined, retry: undefined, message: undefined };
    const retry = again ? retryOf(plan.tip?.commit.message ?? '') + 1 : undefined;
    const pairs = again ? alive.map((pair): PairResult => ({ ...pair, outcome: 'retried' })) : plan.pairs;
    const told = { ...plan, pairs };
    const message = publishMessage({ revision, pairs: pairs.filter(({ outcome }) => outcome !== 'superseded' && outcome !== 'unchanged'), besides: plan.besides, shared: !again && plan.shared?.outcome === 'changed', retry });
    if (this.#compares) return { plan: told, commit: undefined, retry, message };
    this.#unwritten.push(...plan.objects);
    return { plan: told, commit: await this.#commit(remote, plan.root, plan.tip, message), retry, message };
  }

  async #ledgerCommit(remote: RemoteRepository, plan: PublishPlan, commit: string | undefined): Promise<string | undefined> {
    const { revision } = this.#request;
    const carrier = commit ?? plan.tip?.id;
    const alive = plan.pairs.filter(({ outcome }) => outcome !== 'superseded');
    const shared = carrier === undefined ? undefined : nextShared(plan, revision.id, carrier);
    if (carrier === undefined || (alive.length === 0 && shared === undefined)) return undefined;
    const retried = commit !== undefined && plan.root === plan.tip?.commit.tree;
    const states = alive.map((pair) => nextState(retried ? { ...pair, outcome: 'retried' } : pair, plan, revision.id, carrier));
    const { root, objects } = putStates(plan.ledger, states, shared, encodeState);
    if (root === plan.ledgerTip?.commit.tree) return undefined;
    this.#unwritten.push(...objects);
    return this.#commit(remote, root, plan.ledgerTip, `${revision.id.slice(0, 7)}: published ${whatOf(alive)}\n`);
  }

  async #commit(remote: RemoteRepository, tree: string, parent: Tip | undefined, message: string): Promise<string> {
    const { revision, signing } = this.#request;
    const { author } = revision.commit;
    const name = oneLine(author.name).replace(/[<>]/g, '') || SLIPWAY.name;
    const email = oneLine(author.email).replace(/[<>\s]/g, '') || SLIPWAY.email;
    const commit: NewCommit = { tree, parent: parent?.id, message, author: { name, email }, seconds: dateAfter(revision.commit, parent?.commit) };
    if (signing !== undefined) {
      await this.#write(remote);
      return signCommit(remote.git, commit, signing);
    }
    const object = commitObject(commit, SLIPWAY);
    this.#unwritten.push(object);
    return objectId(object);
  }

  async #write(remote: RemoteRepository): Promise<void> {
    await remote.write(this.#unwritten);
    this.#unwritten = [];
  }

  async #push(remote: RemoteRepository, updates: readonly RefUpdate[]): Promise<boolean> {
    if (this.#ordered) return this.#pushInOrder(remote, updates);
    const answer = await remote.push(updates, { atomic: updates.length > 1 });
    if (answer.status === 0) return true;
    this.#said = `git push failed: ${answer.said.replaceAll('\n', '; ')}`;
    // Not what a server says but what it does tells whether it can move branches together.
    if (updates.length > 1 && (await remote.push(updates, { atomic: true, dryRun: true })).status !== 0) {
      this.#ordered = (await remote.push(updates, { atomic: false, dryRun: true })).status === 0;
      if (this.#ordered) return this.#pushInOrder(remote, updates);
    }
    return false;
  }

  async #pushInOrder(remote: RemoteRepository, updates: readonly RefUpdate[]): Promise<boolean> {
    for (const update of updates) {
      const answer = await remote.push([update], { atomic: false });
      if (answer.status === 0) continue;
      this.#said = `git push failed: ${answer.said.replaceAll('\n', '; ')}`;
      return false;
    }
    return true;
  }

  #nothingToDo(made: Made): PublishResult {
    const landed = this.#landed(made.plan);
    if (landed !== undefined) return this.#result(this.#request.mode === 'propose' ? 'proposed' : 'published', landed);
    const outcomes = [...made.plan.pairs, ...(made.plan.shared === undefined ? [] : [made.plan.shared])].map(({ outcome }) => outcome);
    const superseded = outcomes.length > 0 && outcomes.every((outcome) => outcome === 'superseded');
    return this.#result(superseded ? 'superseded' : 'unchanged', made);
  }

  /** What an earlier try did, when its answer got lost but its commit is there. */
  #landed({ tip, states }: PublishPlan): Made | undefined {
    const there = new Set([tip?.id, ...(this.#ordered ? [] : [...states.values()].map(({ commit }) => commit))]);
    return [...this.#pushed].reverse().find(([commit]) => there.has(commit))?.[1];
  }

  #result(outcome: PublishResult['outcome'], { plan, commit, retry, message }: Made): PublishResult {
    return {
      outcome,
      repository: this.#request.repository.shown,
      branch: this.#target.slice('refs/heads/'.length),
      base: this.#base.slice('refs/heads/'.length),
      revision: this.#request.revision.id,
      ...(commit === undefined ? {} : { commit }),
      ...(retry === undefined ? {} : { retry }),
      pairs: plan.pairs,
      leftOut: [...(this.#request.leftOut ?? [])].sort((a, b) => (pairKey(a) < pairKey(b) ? -1 : 1)),
      besides: plan.besides,
      notes: plan.notes,
      foreign: plan.foreign,
      ...(message === undefined ? {} : { message }),
    };
  }

  #givenUp(): UserError {
    return new UserError({
      message: `could not publish to ${this.#request.repository.shown} in ${this.#tries.failed} tries; the last time ${this.#said === '' ? 'the push was refused' : this.#said}`,
      allowed: 'a repository that this user may push to',
      fix: `git ls-remote ${this.#request.repository.shown}   (does that work?), then publish again`,
    });
  }
}
