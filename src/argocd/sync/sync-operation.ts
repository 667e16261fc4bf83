import { type Manifest } from '../../kernel/manifest.ts';
import { type Cluster } from './cluster.ts';
import { isUnknownKind } from './known-kinds.ts';
import { OperationTasks } from './operation-tasks.ts';
import { NOTHING, type OperationPhase, type SyncCall } from './sync-call.ts';
import { type SyncOptions } from './sync-options.ts';
import { TaskResults } from './task-results.ts';
import { TaskRunner } from './task-runner.ts';
import { type Task } from './task.ts';

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
  readonly #modified: ReadonlySet<string> | undefined;
  #tasks: OperationTasks;
  #results = new TaskResults();
  #runner: TaskRunner;

  /** @param modified the keys of objects that differ from the target, for `ApplyOutOfSyncOnly`; it is worked out by the caller's idea of a difference */
  constructor(target: readonly Manifest[], cluster: Cluster, options: SyncOptions, modified?: ReadonlySet<string>) {
    this.#target = target;
    this.#cluster = cluster;
    this.#options = options;
    this.#modified = modified;
    this.#tasks = new OperationTasks({ target, cluster, options });
    this.#runner = this.#newRunner();
  }

  /** The operation as it stands, to be gone on with on another cluster. */
  fork(cluster: Cluster): SyncOperation {
    const fork = new SyncOperation(this.#target, cluster, this.#options, this.#modified);
    fork.#tasks = this.#tasks.fork(cluster);
    fork.#results = new TaskResults(this.#results);
    fork.phase = this.phase;
    fork.message = this.message;
    fork.failed = this.failed;
    return fork;
  }

  /** One call of the engine. An operation that has ended does nothing. */
  sync(): SyncCall {
    if (this.phase !== 'Running') return NOTHING;
    this.#runner = this.#newRunner();
    const tasks = this.#tasks.now(this.#results);
    const invalid = this.#invalid(tasks);
    if (invalid.length > 0) return this.#end('Failed', `one or more synchronization tasks are not valid: ${invalid.join('; ')}`);
    if (this.#results.isEmpty) {
      const refused = this.#dryRun(tasks);
      if (refused !== undefined) return this.#end('Failed', refused);
    }
    for (const task of tasks) if (task.state === 'running' && task.live !== undefined) this.#look(task, task.live);

    const multiStep = tasks.length > 0 && !sameStep(tasks[0]!, tasks.at(-1)!);
    const running = tasks.filter((task) => task.state === 'running' && (multiStep || task.hook));
    if (running.length > 0) {
      for (const task of running) if (!this.#cluster.has(task.key)) this.#results.note(task, 'failed', `${titleOf(task)} is missing, it might have been deleted`);
      return this.#wait(running, running.some(({ hook }) => hook) ? 'hook' : 'health');
    }
    const leaving = tasks.filter((task) => task.pruned && this.#cluster.isBeingDeleted(task.key));
    if (leaving.length > 0) return this.#wait(leaving, 'deletion');

    const done = tasks.filter((task) => task.hook && task.live !== undefined && task.state !== 'running');
    const forFailure = tasks.filter(({ phase }) => phase === 'SyncFail');
    const regular = forFailure.length === 0 ? tasks : tasks.filter(({ phase }) => phase !== 'SyncFail');
    const failed = regular.filter(({ state }) => state === 'failed');
    if (failed.length > 0) {
      this.#runner.removeHooks(done, 'HookFailed');
      return this.#fail(forFailure, failed);
    }
    const pending = this.#outOfSync(regular.filter(({ state }) => state === 'pending'));
    if (pending.length === 0) {
      this.#runner.removeHooks(done, 'HookSucceeded');
      return this.#end('Succeeded', 'successfully synced (no more tasks)');
    }
    return this.#step(pending, done, forFailure);
  }

  /**
   * Somebody, or the end of a sync window, ends it: hooks that run are deleted, nothing is taken back. One
   * that has come to its end meanwhile stays, unless it is to be deleted in a failure.
   *
   * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (Terminate, terminateHooksPreemptively)
   */
  terminate(): SyncCall {
    if (this.phase !== 'Running') return NOTHING;
    this.#runner = this.#newRunner();
    for (const task of this.#tasks.now(this.#results)) {
      if (!task.hook || task.state !== 'running' || task.live === undefined) continue;
      const health = this.#cluster.healthOf(task.key, task.live);
      if (health === 'Progressing' || health === 'Suspended' || task.hasPolicy('HookFailed')) this.#runner.remove(task);
    }
    return this.#end('Failed', 'Operation terminated');
  }

  /**
   * Runs the first phase and wave of what is pending.
   *
   * @param done hooks that are there and do not run
   * @param forFailure hooks that run when something fails
   */
  #step(pending: readonly Task[], done: readonly Task[], forFailure: readonly Task[]): SyncCall {
    const { phase, wave } = pending[0]!;
    const now = pending.filter((task) => sameStep(task, pending[0]!));
    const step = { phase, wave };
    const outcome = this.#runner.run(now);
    if (outcome === 'failed') {
      const stillRunning = now.filter(({ state }) => state === 'running');
      if (stillRunning.length > 0) {
        const idle = forFailure.filter(({ state }) => state === 'pending');
        this.#runner.run(idle);
        return { ...this.#wait([...stillRunning, ...idle], 'health'), step };
      }
      const call = this.#fail(forFailure, now.filter(({ state }) => state === 'failed'));
      // Only here they go when all is over, and not before the hooks for a failure.
      if (this.phase !== 'Running') this.#runner.removeHooks(done, 'HookFailed');
      return { ...call, actions: this.#runner.actions, step };
    }
    if (outcome === 'pending') {
      const waiting = now.filter((task) => task.deletedBeforeCreation || (task.isPrune && task.state === 'pending'));
      return { ...this.#wait(waiting, waiting.some(({ isPrune }) => isPrune) ? 'confirmation' : 'deletion'), step };
    }
    const hasHook = now.some(({ hook }) => hook);
    if (now.length === pending.length && !hasHook) {
      // Even if what was applied fails right after.
      this.#runner.removeHooks(done, 'HookSucceeded');
      return { ...this.#end('Succeeded', 'successfully synced (all tasks run)'), step };
    }
    return { ...this.#wait(now, hasHook ? 'hook' : 'health'), step };
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

  /** Before anything is done, everything is tried on the client; the Application's own namespace is made first. */
  #dryRun(tasks: readonly Task[]): string | undefined {
    const { namespace } = this.#options;
    const own = tasks.find((task) => task.live === undefined && task.identity.kind === 'Namespace' && task.identity.group === '' && task.identity.name === namespace);
    if (own !== undefined && this.#runner.run([own]) === 'failed') return own.failure;
    // What waits for a confirmation ends the dry run before it has begun.
    if (this.#runner.unconfirmed(tasks).length > 0) return undefined;
    if (this.#cluster.dryRun === undefined) return undefined;
    const refused = this.#outOfSync(tasks).flatMap((task) => (task === own || task.target === undefined || task.skipsDryRun ? [] : (this.#cluster.dryRun!(task.target) ?? [])));
    return refused.length === 0 ? undefined : `one or more objects failed to apply (dry run): ${refused.join('; ')}`;
  }

  #look(task: Task, live: Manifest): void {
    const health = this.#cluster.healthOf(task.key, live);
    if (health === undefined || health === 'Healthy') this.#results.note(task, 'succeeded');
    else if (health === 'Degraded' || (task.hook && health === 'Unknown')) this.#results.note(task, 'failed', `${titleOf(task)} is ${health}`);
    else if (task.hook && health === 'Missing') this.#results.note(task, 'succeeded');
  }

  #outOfSync(tasks: readonly Task[]): readonly Task[] {
    const modified = this.#modified;
    if (this.#options.applyOutOfSyncOnly !== true || modified === undefined) return tasks;
    return tasks.filter((task) => task.hook || task.isPrune || task.live === undefined || modified.has(task.key));
  }

  /** What failed is final only when the hooks for a failure have ended. */
  #fail(hooks: readonly Task[], failed: readonly Task[]): SyncCall {
    this.failed = failed.map(({ key }) => key);
    const why = failed.map(({ key, failure }) => failure ?? key).join('; ');
    if (hooks.every(({ completed }) => completed)) return this.#end('Failed', `one or more synchronization tasks completed unsuccessfully: ${why}`);
    const idle = hooks.filter(({ state }) => state === 'pending');
    this.#runner.run(idle);
    return this.#wait(idle.length > 0 ? idle : hooks, 'hook');
  }

  #wait(waitsFor: readonly Task[], why: SyncCall['why']): SyncCall {
    return { actions: this.#runner.actions, waitsFor, why };
  }

  #end(phase: OperationPhase, message: string): SyncCall {
    this.phase = phase;
    this.message = message;
    return { ...NOTHING, actions: this.#runner.actions };
  }

  #newRunner(): TaskRunner {
    return new TaskRunner(this.#cluster, this.#options, this.#results);
  }
}

function titleOf({ identity: { kind, name } }: Task): string {
  return `${kind} ${name}`;
}

function sameStep(a: Task, b: Task): boolean {
  return a.phase === b.phase && a.wave === b.wave;
}
