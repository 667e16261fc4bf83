import { autoSyncOf } from '../argocd/sync/auto-sync.ts';
import { shownName } from '../argocd/sync/generated-name.ts';
import { type SyncOptions } from '../argocd/sync/sync-options.ts';
import { type Breach } from './invariant.ts';
import { holdsData } from './invariants/data-is-kept.ts';
import { endlessGates, GATES_END } from './invariants/gates-end.ts';
import { endlessHooks, HOOK_JOBS_END } from './invariants/hook-jobs-end.ts';
import { followingRelease } from './following.ts';
import { isBounded } from './gate.ts';
import { type Fault, ModelCluster } from './model-cluster.ts';
import { planOf, type PlanStep } from './plan.ts';
import { type PlanOptions } from './plan-options.ts';
import { type ReleaseSet } from './release-set.ts';
import { type Ending } from './stopped.ts';
import { rollingIn, type Serving, Story, type Told } from './story.ts';
import { named } from './words.ts';

/** The shortest story that shows that something does not hold. */
export interface Counterexample {
  /** Which of the things that must hold. */
  readonly invariant: string;
  /** The key of the object that it is about. */
  readonly key: string;
  /** What happens, a line each; the last one is what is broken. */
  readonly story: readonly string[];
  readonly fix?: string;
}

/** What is left when one thing goes wrong. */
export interface Failure {
  /** The key of what goes wrong. */
  readonly key: string;
  readonly how: Fault['how'];
  /** How the sync ends; `Hangs`: not by itself. */
  readonly ending: Ending;
  readonly serving: Serving;
  /** Keys of workloads whose pods served and are gone, with none in their place yet. */
  readonly down: readonly string[];
  /** Keys of what has been pruned by then. */
  readonly pruned: readonly string[];
}

/** What the stories of a change have shown. */
export interface Proof {
  readonly counterexamples: readonly Counterexample[];
  /** What each thing that can go wrong leaves behind; of a change, not of the first sync that is looked at besides. */
  readonly failures: readonly Failure[];
  /** At how many points something was made to go wrong. */
  readonly points: number;
  /** How many stories follow from these, each to its end. */
  readonly stories: number;
}

/**
 * Tells every story of a change that a table of failures has: a failure at each step, a wait without end at
 * each gate, an interruption after each call, and after each of these another try, a way back and another
 * release; the first
 * sync on an empty cluster, a sync in which nothing changed, self-heal. At each moment of each story all
 * invariants are asked.
 *
 * @param before the release that serves; undefined: there is none yet
 */
export function prove(before: ReleaseSet | undefined, after: ReleaseSet, options: PlanOptions): Proof {
  const told = new Telling(before, before === undefined ? after : after.sharing(before), options);
  told.all();
  return { counterexamples: told.counterexamples(), failures: told.failures, points: told.points, stories: told.stories };
}

/** A smooth sync between two calls, and what the call before applied. */
interface Moment {
  readonly story: Story;
  readonly applied: readonly string[];
}

/** The last moment before an object is applied: until then, what goes wrong with it makes no difference. */
function momentBefore(moments: readonly Moment[], key: string): Story {
  const index = moments.findIndex(({ applied }) => applied.includes(key));
  return (index === -1 ? moments.at(-1)! : moments[index - 1]!).story;
}

class Telling {
  stories = 0;
  points = 0;
  readonly failures: Failure[] = [];
  readonly #before: ReleaseSet | undefined;
  readonly #after: ReleaseSet;
  readonly #options: PlanOptions;
  #following: ReleaseSet | undefined;
  /** How long the shortest story was that went on from a state. */
  readonly #continued = new Map<string, number>();
  readonly #found = new Map<string, Counterexample>();

  constructor(before: ReleaseSet | undefined, after: ReleaseSet, options: PlanOptions) {
    this.#before = before;
    this.#after = after;
    this.#options = options;
  }

  all(): void {
    for (const breach of endlessHooks(this.#after)) this.#note(HOOK_JOBS_END, [], breach);
    this.#change(undefined, 'the release comes to an empty cluster');
    if (this.#before !== undefined) this.#change(this.#before, 'the release comes over the one that serves');
  }

  counterexamples(): readonly Counterexample[] {
    return [...this.#found.values()].sort((a, b) => a.story.length - b.story.length || compare(a.invariant, b.invariant) || compare(a.key, b.key));
  }

  #change(from: ReleaseSet | undefined, opening: string): void {
    const after = this.#after;
    const plan = planOf(from, after, this.#options);
    for (const breach of endlessGates(plan.steps, from, after)) this.#note(GATES_END, [opening], breach);

    const smooth = this.#begin(from, opening);
    const moments: Moment[] = [{ story: smooth.fork(), applied: [] }];
    const told = smooth.run(undefined, (_call, applied) => moments.push({ story: smooth.fork(), applied }));
    this.#mustSucceed(smooth, 'sync-completes', told);
    if (told.ending === 'Succeeded') {
      for (const [key, missing] of smooth.unstarted) this.#note('sync-completes', smooth.lines, { key, what: `the sync succeeds, and pods of ${named(key)} do not start: they need ${missing}, which is not there` });
      this.#afterwards(smooth, from);
    }

    const rolling = rollingIn(from, after);
    for (const fault of faultsOf(plan.steps)) {
      this.points += 1;
      this.stories += 1;
      const story = momentBefore(moments, fault.key).fork();
      const { ending } = story.run(fault);
      if (from === this.#before) this.failures.push({ key: shownName(fault.key), how: fault.how, ending, ...story.left(from, rolling) });
      if (ending === 'Succeeded') continue;
      story.say(fault.how === 'hangs' ? `${named(fault.key)} makes no progress` : fault.how === 'fails' ? `${named(fault.key)} fails` : `${named(fault.key)} is refused`);
      if (ending === 'Hangs') story.stop();
      this.#recover(story, from, true);
    }
    for (const { story } of moments.slice(1)) {
      this.points += 1;
      this.stories += 1;
      story.stop();
      this.#recover(story, from);
    }
  }

  /** What comes after a success: nothing, self-heal, the way back. */
  #afterwards(smooth: Story, from: ReleaseSet | undefined): void {
    const again = this.#branch(smooth, 'and is synced once more');
    const told = again.to(this.#after).run();
    for (const key of told.kept) this.#note('sync-settles', again.lines, { key, what: `${named(key)} left git and may not be pruned: every sync from now on gets a wave after the last, and waits for all before it`, fix: holdsData(from?.byKey.get(key)) ? 'once its data is elsewhere, delete it by hand' : 'let what has a hash in its name be pruned' });
    this.#mustSucceed(again, 'sync-completes', told);
    const healed = this.#branch(smooth, 'somebody changes an object, and self-heal puts it back');
    healed.to(this.#after, selfHeal(this.#after)).run();
    if (from === undefined) return;
    const back = this.#branch(smooth, 'and is rolled back');
    this.#mustSucceed(back, 'next-sync-proceeds', back.to(from).run());
  }

  /** From where a story stands, another try, the way back and, after a failure, the release that follows must all succeed. */
  #recover(story: Story, from: ReleaseSet | undefined, failed = false): void {
    this.#once(story, `again ${from === undefined}`, () => {
      const again = this.#branch(story, 'it is tried again');
      this.#mustSucceed(again, 'next-sync-proceeds', again.to(this.#after).run());
    });
    if (from === undefined) return;
    this.#once(story, 'back', () => {
      const back = this.#branch(story, 'it is rolled back');
      this.#mustSucceed(back, 'next-sync-proceeds', back.to(from).run());
    });
    if (!failed) return;
    this.#once(story, 'following', () => {
      const next = this.#branch(story, 'another release follows');
      this.#mustSucceed(next, 'next-sync-proceeds', next.to((this.#following ??= followingRelease(this.#after))).run());
    });
  }

  /** From the same state the same follows: it is told again only where the story so far is shorter. */
  #once(story: Story, what: string, tell: () => void): void {
    const id = `${what} ${story.signature}`;
    const told = this.#continued.get(id);
    if (told !== undefined && told <= story.lines.length) {
      this.stories += 1;
      return;
    }
    this.#continued.set(id, story.lines.length);
    tell();
  }

  #begin(from: ReleaseSet | undefined, opening: string): Story {
    return this.#story(new Story(from === undefined ? new ModelCluster(this.#after, this.#options.schemas) : ModelCluster.of(from, this.#options.schemas), this.#options, [opening], (invariant, lines, breach) => this.#note(invariant, lines, breach)).to(this.#after));
  }

  #branch(story: Story, line: string): Story {
    return this.#story(story.branch(line));
  }

  #story(story: Story): Story {
    this.stories += 1;
    return story;
  }

  #mustSucceed(story: Story, invariant: string, told: Told): void {
    if (told.ending === 'Succeeded') return;
    const breach = story.stopped(told);
    // Why it waits has been said.
    if (told.ending === 'Hangs' && this.#found.has(`${GATES_END} ${breach.key}`)) return;
    // What does not go through although all is well does not either after a failure: that is no other fault.
    if (invariant === 'next-sync-proceeds' && this.#found.get(`sync-completes ${breach.key}`)?.story.at(-1) === breach.what) return;
    this.#note(invariant, story.lines, breach);
  }

  #note(invariant: string, lines: readonly string[], { key: real, what, fix }: Breach): void {
    const key = shownName(real);
    const id = `${invariant} ${key}`;
    const known = this.#found.get(id);
    if (known !== undefined && known.story.length <= lines.length + 1) return;
    this.#found.set(id, { invariant, key, story: [...lines, what], ...(fix === undefined ? {} : { fix }) });
  }
}

/** How the controller syncs a release that has arrived, when all of its objects were changed since. */
function selfHeal(release: ReleaseSet): Partial<SyncOptions> {
  const objects = release.resources.map((object) => ({ key: release.keyOf(object), synced: false, requiresPruning: false }));
  const decision = autoSyncOf({ automated: { prune: true, selfHeal: true }, revision: 'this', last: { revision: 'this', phase: 'Succeeded' }, objects });
  return decision.sync === 'selective' ? { only: decision.only, prune: decision.prune } : {};
}

/** What can go wrong in the steps of a plan: each wait can fail or have no end, and in each step something can be refused. */
function faultsOf(steps: readonly PlanStep[]): readonly Fault[] {
  const faults: Fault[] = [];
  for (const { objects, waits } of steps) {
    const first = objects.find(({ deed }) => deed !== 'prune' && deed !== 'keep');
    if (first !== undefined) faults.push({ key: first.key, how: 'refused' });
    for (const wait of waits) {
      // What Kubernetes does itself, within a moment, is no step of its own.
      if (wait.by === 'controller') continue;
      if (wait.degrades) faults.push({ key: wait.key, how: 'fails' });
      // One with an end comes to the same as a failure.
      if (!isBounded(wait)) faults.push({ key: wait.key, how: 'hangs' });
    }
  }
  return faults;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
