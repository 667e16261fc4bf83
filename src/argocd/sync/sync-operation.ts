import { type Manifest } from '../../kernel/manifest.ts';
import { type Phase } from './annotations.ts';
import { applyHow } from './apply-how.ts';
import { type Cluster } from './cluster.ts';
import { isUnknownKind } from './known-kinds.ts';
import { isKept, needsConfirmation } from './prune-policy.ts';
import { type SyncOptions } from './sync-options.ts';
import { factsOf, type Task, type TaskState } from './task.ts';
import { tasksOf } from './tasks.ts';

/** What a call of {@link SyncOperation.sync} did to an object. */
export interface SyncAction {
  readonly action: 'apply' | 'prune' | 'skip-prune' | 'delete-hook';
  readonly key: string;
  readonly task: Task;
}

/** What one call did, and what the operation now waits for. */
export interface SyncCall {
  /** The phase and wave that was run; absent where nothing was. */
  readonly step?: { readonly phase: Phase; readonly wave: number };
  readonly actions: readonly SyncAction[];
  /** What has to end, become healthy or disappear before the operation goes on. */
  readonly waitsFor: readonly Task[];
  readonly why: 'health' | 'hook' | 'deletion' | 'confirmation' | 'nothing';
}

/** Where an operation stands. */
export type OperationPhase = 'Running' | 'Succeeded' | 'Failed';

interface Result {
  readonly state: TaskState;
  readonly failure: string | undefined;
  readonly pruned: boolean;
}

const NOTHING: SyncCall = { actions: [], waitsFor: [], why: 'nothing' };

/**
 * A sync of Argo CD: called again and again until it ends, it looks at the cluster anew each time. It
 * restates the engine, its oddities included: Degraded fails an operation only once nothing in the
 * wave is still running, and the last wave is not waited for.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (Sync)
 */
export class SyncOperation {
  phase: OperationPhase = 'Running';
  /** Why it failed, or what it did last. */
  message = '';
  /** The keys of what failed it. */
  failed: readonly string[] = [];
  readonly #target: readonly Manifest[];
  readonly #cluster: Cluster;
  readonly #options: SyncOptions;
  readonly #results = new Map<string, Result>();
  readonly #targeted: ReadonlySet<string>;
  #actions: SyncAction[] = [];
  #known: { readonly untargeted: number; readonly tasks: readonly Task[]; readonly version: number | undefined } | undefined;
  readonly #modified: ReadonlySet<string> | undefined;

  /**
   * @param modified the keys of objects that differ from the target, for `ApplyOutOfSyncOnly`; it is worked out by the caller's idea of a difference
   * @param targeted the keys of the target, where they are known
   */
  constructor(target: readonly Manifest[], cluster: Cluster, options: SyncOptions, modified?: ReadonlySet<string>, targeted?: ReadonlySet<string>) {
    this.#target = target;
    this.#targeted = targeted ?? new Set(target.map((object) => factsOf(object, options.namespace).key));
    this.#cluster = cluster;
    this.#options = options;
    this.#modified = modified;
  }

  /** One call of the engine. An operation that has ended does nothing. */
  sync(): SyncCall {
    if (this.phase !== 'Running') return NOTHING;
    this.#actions = [];
    const tasks = this.#tasks();
    const invalid = this.#invalid(tasks);
    if (invalid.length > 0) return this.#end('Failed', `one or more synchronization tasks are not valid: ${invalid.join('; ')}`);
    if (this.#results.size === 0) {
      const refused = this.#dryRun(tasks);
      if (refused !== undefined) return this.#end('Failed', refused);
    }
    for (const task of tasks) if (task.state === 'running' && task.live !== undefined) this.#look(task, task.live);

    const multiStep = tasks.length > 0 && !sameStep(tasks[0]!, tasks.at(-1)!);
    const running = tasks.filter((task) => task.state === 'running' && (multiStep || task.hook));
    if (running.length > 0) {
      for (const task of running) if (!this.#cluster.has(task.key)) this.#note(task, 'failed', `${titleOf(task)} is missing, it might have been deleted`);
      return this.#wait(running, running.some(({ hook }) => hook) ? 'hook' : 'health');
    }
    const leaving = tasks.filter((task) => task.pruned && this.#cluster.isBeingDeleted(task.key));
    if (leaving.length > 0) return this.#wait(leaving, 'deletion');

    const done = tasks.filter((task) => task.hook && task.live !== undefined && task.state !== 'running');
    const forFailure = tasks.filter(({ phase }) => phase === 'SyncFail');
    const regular = tasks.filter(({ phase }) => phase !== 'SyncFail');
    const failed = regular.filter(({ state }) => state === 'failed');
    if (failed.length > 0) {
      this.#removeHooks(done, 'HookFailed');
      return this.#fail(forFailure, failed);
    }

    const pending = this.#outOfSync(regular.filter(({ state }) => state === 'pending'));
    if (pending.length === 0) {
      this.#removeHooks(done, 'HookSucceeded');
      return this.#end('Succeeded', 'successfully synced (no more tasks)');
    }
    const { phase, wave } = pending[0]!;
    const now = pending.filter((task) => sameStep(task, pending[0]!));
    const outcome = this.#run(now);
    const step = { phase, wave };
    if (outcome === 'failed') {
      const stillRunning = now.filter(({ state }) => state === 'running');
      if (stillRunning.length > 0) {
        const idle = forFailure.filter(({ state }) => state === 'pending');
        this.#run(idle);
        return { ...this.#wait([...stillRunning, ...idle], 'health'), step };
      }
      const call = this.#fail(forFailure, now.filter(({ state }) => state === 'failed'));
      // Only here they go when all is over, and not before the hooks for a failure.
      if (this.phase !== 'Running') this.#removeHooks(done, 'HookFailed');
      return { ...call, actions: this.#actions, step };
    }
    if (outcome === 'pending') {
      const waiting = now.filter((task) => task.deletedBeforeCreation || (task.isPrune && task.state === 'pending'));
      return { ...this.#wait(waiting, waiting.some(({ isPrune }) => isPrune) ? 'confirmation' : 'deletion'), step };
    }
    if (now.length === pending.length && !now.some(({ hook }) => hook)) {
      // Even if what was applied fails right after.
      this.#removeHooks(done, 'HookSucceeded');
      return { ...this.#end('Succeeded', 'successfully synced (all tasks run)'), step };
    }
    return { ...this.#wait(now, now.some(({ hook }) => hook) ? 'hook' : 'health'), step };
  }

  /**
   * Somebody, or the end of a sync window, ends it: hooks that run are deleted, nothing is taken back. One
   * that has come to its end meanwhile stays, unless it is to be deleted in a failure.
   *
   * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (Terminate, terminateHooksPreemptively)
   */
  terminate(): SyncCall {
    if (this.phase !== 'Running') return NOTHING;
    this.#actions = [];
    for (const task of this.#tasks()) {
      if (!task.hook || task.state !== 'running' || task.live === undefined) continue;
      const health = this.#cluster.healthOf(task.key, task.live);
      if (health === 'Progressing' || health === 'Suspended' || task.hasPolicy('HookFailed')) this.#remove(task);
    }
    return this.#end('Failed', 'Operation terminated');
  }

  /** What the API server does not know, or the project does not allow: asked anew in each call, of what is pruned too. */
  #invalid(tasks: readonly Task[]): readonly string[] {
    const { isServed, isPermitted } = this.#cluster;
    if (isServed === undefined && isPermitted === undefined) return [];
    return tasks.flatMap((task) => {
      if (this.#cluster.isServed?.(task.object) === false) {
        task.skipsDryRun = isUnknownKind(task, this.#target, this.#options);
        return task.skipsDryRun ? [] : [`${task.object.apiVersion}/${task.identity.kind} is not served`];
      }
      return this.#cluster.isPermitted?.(task.object) === false ? [`${titleOf(task)} is not permitted in the project`] : [];
    });
  }

  /** The operation as it stands, to be gone on with on another cluster. */
  fork(cluster: Cluster): SyncOperation {
    const fork = new SyncOperation(this.#target, cluster, this.#options, this.#modified, this.#targeted);
    for (const [key, result] of this.#results) fork.#results.set(key, result);
    if (this.#known !== undefined) fork.#known = { untargeted: this.#known.untargeted, tasks: this.#known.tasks.map((task) => task.copy()), version: undefined };
    fork.phase = this.phase;
    fork.message = this.message;
    fork.failed = this.failed;
    return fork;
  }

  /** Worked out anew only when what there is to prune has changed: nothing else moves a wave. */
  #tasks(): readonly Task[] {
    const { live, version } = this.#cluster;
    if (this.#known !== undefined && version !== undefined && this.#known.version === version) return this.#known.tasks;
    let untargeted = 0;
    for (const key of live.keys()) if (!this.#targeted.has(key)) untargeted += 1;
    const known = this.#known;
    if (known?.untargeted === untargeted && this.#options.createNamespace !== true) {
      for (const task of known.tasks) if (task.target !== undefined) task.live = live.get(task.key);
      this.#known = { ...known, version };
      return known.tasks;
    }
    const tasks = this.#withResults(untargeted === 0 && isWhole(this.#options) ? this.#unpruned() : tasksOf(this.#target, live, this.#options, (key) => this.#cluster.has(key)));
    this.#known = { untargeted, tasks, version };
    return tasks;
  }

  /** The tasks of a whole sync with nothing to prune: of one target they are always the same. */
  #unpruned(): readonly Task[] {
    const { live } = this.#cluster;
    const { namespace } = this.#options;
    let known = UNPRUNED.get(this.#target);
    if (known?.namespace !== namespace) UNPRUNED.set(this.#target, (known = { namespace, tasks: tasksOf(this.#target, new Map(), { namespace }) }));
    return known.tasks.map((task) => {
      const copy = task.copy();
      copy.live = live.get(task.key);
      return copy;
    });
  }

  #withResults(tasks: readonly Task[]): readonly Task[] {
    for (const task of tasks) {
      const result = this.#results.get(task.resultKey);
      if (result === undefined) continue;
      task.state = result.state;
      task.failure = result.failure;
      task.pruned = result.pruned;
    }
    return tasks;
  }

  /** Before anything is done, everything is tried on the client; the Application's own namespace is made first. */
  #dryRun(tasks: readonly Task[]): string | undefined {
    const { namespace } = this.#options;
    const own = tasks.find((task) => task.live === undefined && task.identity.kind === 'Namespace' && task.identity.group === '' && task.identity.name === namespace);
    if (own !== undefined && this.#run([own]) === 'failed') return own.failure;
    // What waits for a confirmation ends the dry run before it has begun.
    if (this.#unconfirmed(tasks).length > 0) return undefined;
    if (this.#cluster.dryRun === undefined) return undefined;
    const refused = this.#outOfSync(tasks).flatMap((task) => (task === own || task.target === undefined || task.skipsDryRun ? [] : (this.#cluster.dryRun!(task.target) ?? [])));
    return refused.length === 0 ? undefined : `one or more objects failed to apply (dry run): ${refused.join('; ')}`;
  }

  #look(task: Task, live: Manifest): void {
    const health = this.#cluster.healthOf(task.key, live);
    if (health === undefined || health === 'Healthy') this.#note(task, 'succeeded');
    else if (health === 'Degraded' || (task.hook && health === 'Unknown')) this.#note(task, 'failed', `${titleOf(task)} is ${health}`);
    else if (task.hook && health === 'Missing') this.#note(task, 'succeeded');
  }

  #outOfSync(tasks: readonly Task[]): readonly Task[] {
    const modified = this.#modified;
    if (this.#options.applyOutOfSyncOnly !== true || modified === undefined) return tasks;
    return tasks.filter((task) => task.hook || task.isPrune || task.live === undefined || modified.has(task.key));
  }

  #run(tasks: readonly Task[]): 'successful' | 'pending' | 'failed' {
    const prunes = tasks.filter(({ isPrune }) => isPrune);
    if (this.#unconfirmed(prunes).length > 0) return 'pending';
    for (const task of prunes) this.#prune(task);
    if (prunes.some(({ state }) => state === 'failed')) return 'failed';
    const applied = tasks.filter(({ isPrune }) => !isPrune);
    const old = applied.filter(({ deletedBeforeCreation }) => deletedBeforeCreation);
    if (old.length > 0) {
      // The call ends here, and the next one creates them.
      for (const task of old) this.#remove(task);
      return old.some(({ state }) => state === 'failed') ? 'failed' : 'pending';
    }
    for (const task of applied) {
      const failure = this.#cluster.apply(task.key, task.target!, applyHow(task, this.#options));
      this.#actions.push({ action: 'apply', key: task.key, task });
      this.#note(task, failure === undefined ? 'running' : 'failed', failure);
    }
    return applied.some(({ state }) => state === 'failed') ? 'failed' : 'successful';
  }

  #unconfirmed(tasks: readonly Task[]): readonly Task[] {
    return this.#options.pruneConfirmed === true ? [] : tasks.filter(({ isPrune, live }) => isPrune && needsConfirmation(live!, this.#options));
  }

  #prune(task: Task): void {
    // One that is kept counts as done, and has moved the waves all the same.
    const kept = isKept(task.live!, this.#options);
    // What is on its way out already is not asked again.
    const failure = kept || this.#cluster.isBeingDeleted(task.key) ? undefined : this.#cluster.remove(task.key);
    this.#actions.push({ action: kept ? 'skip-prune' : 'prune', key: task.key, task });
    task.pruned = !kept && failure === undefined;
    this.#note(task, failure === undefined ? 'succeeded' : 'failed', failure);
  }

  #remove(task: Task): void {
    const failure = this.#cluster.remove(task.key);
    this.#actions.push({ action: 'delete-hook', key: task.key, task });
    if (failure !== undefined) this.#note(task, 'failed', failure);
  }

  #removeHooks(hooks: readonly Task[], policy: 'HookSucceeded' | 'HookFailed'): void {
    for (const task of hooks) if (task.hasPolicy(policy)) this.#remove(task);
  }

  /** What failed is final only when the hooks for a failure have ended. */
  #fail(hooks: readonly Task[], failed: readonly Task[]): SyncCall {
    this.failed = failed.map(({ key }) => key);
    const why = failed.map(({ key, failure }) => failure ?? key).join('; ');
    if (hooks.every(({ completed }) => completed)) return this.#end('Failed', `one or more synchronization tasks completed unsuccessfully: ${why}`);
    const idle = hooks.filter(({ state }) => state === 'pending');
    this.#run(idle);
    return this.#wait(idle.length > 0 ? idle : hooks, 'hook');
  }

  #note(task: Task, state: TaskState, failure?: string): void {
    task.state = state;
    task.failure = failure;
    this.#results.set(task.resultKey, { state, failure, pruned: task.pruned });
  }

  #wait(waitsFor: readonly Task[], why: SyncCall['why']): SyncCall {
    return { actions: this.#actions, waitsFor, why };
  }

  #end(phase: OperationPhase, message: string): SyncCall {
    this.phase = phase;
    this.message = message;
    return { ...NOTHING, actions: this.#actions };
  }
}

function titleOf({ identity: { kind, name } }: Task): string {
  return `${kind} ${name}`;
}

function sameStep(a: Task, b: Task): boolean {
  return a.phase === b.phase && a.wave === b.wave;
}

const UNPRUNED = new WeakMap<readonly Manifest[], { readonly namespace: string; readonly tasks: readonly Task[] }>();

function isWhole({ only, skipHooks, createNamespace }: SyncOptions): boolean {
  return only === undefined && skipHooks !== true && createNamespace !== true;
}
