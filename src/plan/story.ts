import { isHook } from '../argocd/sync/annotations.ts';
import { type SyncCall } from '../argocd/sync/sync-call.ts';
import { SyncOperation } from '../argocd/sync/sync-operation.ts';
import { type SyncOptions } from '../argocd/sync/sync-options.ts';
import { type Manifest } from '../kernel/manifest.ts';
import { type Breach } from './invariant.ts';
import { INVARIANTS } from './invariants/invariants.ts';
import { type Fault, type ModelCluster } from './model-cluster.ts';
import { isOwnWorkload } from './own-workload.ts';
import { keepsPods, type ReleaseSet, templateOf } from './release-set.ts';
import { type Stop, stopped } from './stopped.ts';
import { named } from './words.ts';

/** Which release's pods serve: all of them the one, all of them the other, some of each, none, or those that no change of this release touches. */
export type Serving = 'before' | 'after' | 'both' | 'none' | 'same';

/** What became of a sync. */
export interface Told extends Stop {
  /** Keys of what it would have pruned, and may not. */
  readonly kept: readonly string[];
}

/** Calls without a change after which a sync is said to hang. */
const PATIENCE = 3;
const MOST_CALLS = 2_000;

/** One course of events: syncs over one cluster, with every invariant asked at every moment. */
export class Story {
  /** What has happened so far. */
  readonly lines: string[];
  readonly #cluster: ModelCluster;
  readonly #options: SyncOptions;
  readonly #note: (invariant: string, lines: readonly string[], breach: Breach) => void;
  #target: ReleaseSet | undefined;
  #only: Partial<SyncOptions> = {};
  #operation: SyncOperation | undefined;

  constructor(cluster: ModelCluster, options: SyncOptions, lines: readonly string[], note: (invariant: string, lines: readonly string[], breach: Breach) => void) {
    this.#cluster = cluster;
    this.#options = options;
    this.lines = [...lines];
    this.#note = note;
  }

  /** Another story that begins where this one stands. */
  branch(line: string): Story {
    return new Story(this.#cluster.copy(), this.#options, [...this.lines, line], this.#note);
  }

  /** This story, to be told on from here: its sync goes on where it stands. */
  fork(): Story {
    const fork = new Story(this.#cluster.copy(), this.#options, this.lines, this.#note);
    fork.#target = this.#target;
    fork.#only = this.#only;
    fork.#operation = this.#operation?.fork(fork.#cluster);
    return fork;
  }

  /** The same for two stories that the same events end alike. */
  get signature(): string {
    return this.#cluster.signature;
  }

  /** What the next sync brings. */
  to(target: ReleaseSet, only: Partial<SyncOptions> = {}): this {
    this.#target = target;
    this.#only = only;
    this.#operation = undefined;
    this.#cluster.target(target);
    return this;
  }

  say(line: string): void {
    this.lines.push(line);
  }

  /**
   * Calls the engine until the sync ends or hangs: a new one, or the one that a fork goes on with.
   *
   * @param afterCall told of each call that leaves the sync running: which one it was, and what it applied
   */
  run(fault?: Fault, afterCall?: (call: number, applied: readonly string[]) => void): Told {
    const target = this.#target!;
    const cluster = this.#cluster;
    cluster.fault = fault;
    const operation = (this.#operation ??= new SyncOperation(target.manifests, cluster, { ...this.#options, ...this.#only }));
    const kept: string[] = [];
    let waitsFor: readonly string[] = [];
    let why: SyncCall['why'] = 'nothing';
    let idle = 0;
    let version = -1;
    for (let calls = 0; operation.phase === 'Running' && calls < MOST_CALLS && idle < PATIENCE; calls++) {
      const call = operation.sync();
      const { actions } = call;
      waitsFor = call.waitsFor.map(({ key }) => key);
      why = call.why;
      for (const { action, key } of actions) if (action === 'skip-prune') kept.push(key);
      idle = cluster.version === version && actions.length === 0 ? idle + 1 : 0;
      if (cluster.version !== version) this.#ask(fault);
      version = cluster.version;
      if (operation.phase === 'Running') afterCall?.(calls, actions.flatMap(({ action, key }) => (action === 'apply' ? [key] : [])));
    }
    if (operation.phase === 'Succeeded') {
      this.#settle();
      // From now on this is what serves.
      cluster.served = target;
    }
    cluster.fault = undefined;
    return { ending: operation.phase === 'Running' ? 'Hangs' : operation.phase, waitsFor: operation.phase === 'Failed' ? operation.failed : waitsFor, why, message: operation.message, kept };
  }

  /** A sync that has not ended is ended by hand. */
  stop(): void {
    this.say('the sync is terminated');
    this.#operation?.terminate();
    this.#ask(undefined);
  }

  /**
   * Which release's pods serve now, what has stopped, and what has been pruned.
   *
   * @param rolling by {@link rollingIn}
   */
  left(before: ReleaseSet | undefined, rolling: readonly string[]): { readonly serving: Serving; readonly down: readonly string[]; readonly pruned: readonly string[] } {
    const { removed, runs, down: recreated } = this.#cluster;
    // A hook that was deleted to be made anew, and then was not, is no prune.
    const pruned = [...removed].flatMap(([key, was]) => (isHook(was) ? [] : [key]));
    const down = [...new Set([...this.#cluster.stopped.keys(), ...recreated.keys()])];
    if (rolling.length === 0) return { serving: 'same', down, pruned };
    const serving = rolling.flatMap((key) => runs.get(key)?.serving?.owner ?? []);
    const isOld = serving.some((owner) => isIn(before, owner));
    const isNew = serving.some((owner) => !isIn(before, owner));
    // Where only what is new has not started, or only what leaves is gone, all else is as the one or the other wants it.
    const idle: Serving = before === undefined || down.length > 0 ? 'none' : rolling.some((key) => runs.get(key)?.starting !== undefined || !runs.has(key) && !removed.has(key)) ? 'before' : 'after';
    return { serving: isOld ? (isNew ? 'both' : 'before') : isNew ? 'after' : idle, down, pruned };
  }

  /** Workloads whose pods do not start although the sync is over, by keys, and what they lack, in words. */
  get unstarted(): readonly (readonly [workload: string, missing: string])[] {
    return [...this.#cluster.runs].flatMap(([key, { starting }]) => {
      const missing = starting === undefined ? undefined : this.#cluster.missingFor(starting);
      return missing === undefined ? [] : [[key, missing] as const];
    });
  }

  /** Why its sync has not succeeded. */
  stopped(told: Told): Breach {
    return stopped(this.#cluster, told);
  }

  /** What was applied last is not waited for, and becomes well all the same. */
  #settle(): void {
    const version = this.#cluster.version;
    for (let look = 0; look < 2; look++) for (const [key, live] of this.#cluster.live) this.#cluster.healthOf(key, live);
    if (this.#cluster.version !== version) this.#ask(undefined);
  }

  #ask(fault: Fault | undefined): void {
    const moment = { cluster: this.#cluster, target: this.#target! };
    for (const invariant of INVARIANTS) {
      for (const breach of invariant.check(moment)) {
        const line = fault === undefined || this.#operation?.phase === 'Running' ? [] : [`${named(fault.key)} ${fault.how === 'refused' ? 'is refused' : 'fails'}`];
        this.#note(invariant.id, [...this.lines, ...line], breach);
      }
    }
  }
}

/** The keys of the release's own workloads whose pods a change replaces, starts or ends. */
export function rollingIn(before: ReleaseSet | undefined, after: ReleaseSet): readonly string[] {
  const keys = new Set([...(before?.byKey.keys() ?? []), ...after.byKey.keys()]);
  return [...keys].filter((key) => {
    const [was, is] = [before?.byKey.get(key), after.byKey.get(key)];
    const either = (is ?? was)!;
    return keepsPods(either) && isOwnWorkload(either) && (was === undefined || is === undefined || templateOf(was) !== templateOf(is));
  });
}

function isIn(release: ReleaseSet | undefined, owner: Manifest): boolean {
  const there = release?.byKey.get(release.keyOf(owner));
  return there !== undefined && templateOf(there) === templateOf(owner);
}
