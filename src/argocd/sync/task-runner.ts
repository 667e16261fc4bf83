import { applyHow } from './apply-how.ts';
import { type Cluster } from './cluster.ts';
import { isKept, needsConfirmation } from './prune-policy.ts';
import { type SyncAction } from './sync-call.ts';
import { type SyncOptions } from './sync-options.ts';
import { type TaskResults } from './task-results.ts';
import { type Task } from './task.ts';

/**
 * Does what tasks are about, and writes down what it did: prunes first, then hooks are deleted, then objects sent.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (runTasks)
 */
export class TaskRunner {
  readonly actions: SyncAction[] = [];
  readonly #cluster: Cluster;
  readonly #options: SyncOptions;
  readonly #results: TaskResults;

  constructor(cluster: Cluster, options: SyncOptions, results: TaskResults) {
    this.#cluster = cluster;
    this.#options = options;
    this.#results = results;
  }

  run(tasks: readonly Task[]): 'successful' | 'pending' | 'failed' {
    const prunes = tasks.filter(({ isPrune }) => isPrune);
    if (this.unconfirmed(prunes).length > 0) return 'pending';
    for (const task of prunes) this.#prune(task);
    if (prunes.some(({ state }) => state === 'failed')) return 'failed';
    const applied = prunes.length === 0 ? tasks : tasks.filter(({ isPrune }) => !isPrune);
    const old = applied.filter(({ deletedBeforeCreation }) => deletedBeforeCreation);
    if (old.length > 0) {
      // The call ends here, and the next one creates them.
      for (const task of old) this.remove(task);
      return old.some(({ state }) => state === 'failed') ? 'failed' : 'pending';
    }
    for (const task of applied) {
      const failure = this.#cluster.apply(task.key, task.target!, applyHow(task, this.#options));
      this.actions.push({ action: 'apply', key: task.key, task });
      this.#results.note(task, failure === undefined ? 'running' : 'failed', failure);
    }
    return applied.some(({ state }) => state === 'failed') ? 'failed' : 'successful';
  }

  /** The prunes that somebody has to agree to first. */
  unconfirmed(tasks: readonly Task[]): readonly Task[] {
    return this.#options.pruneConfirmed === true ? [] : tasks.filter(({ isPrune, live }) => isPrune && needsConfirmation(live!, this.#options));
  }

  remove(task: Task): void {
    const failure = this.#cluster.remove(task.key);
    this.actions.push({ action: 'delete-hook', key: task.key, task });
    if (failure !== undefined) this.#results.note(task, 'failed', failure);
  }

  removeHooks(hooks: readonly Task[], policy: 'HookSucceeded' | 'HookFailed'): void {
    for (const task of hooks) if (task.hasPolicy(policy)) this.remove(task);
  }

  #prune(task: Task): void {
    // One that is kept counts as done, and has moved the waves all the same.
    const kept = isKept(task.live!, this.#options);
    // What is on its way out already is not asked again.
    const failure = kept || this.#cluster.isBeingDeleted(task.key) ? undefined : this.#cluster.remove(task.key);
    this.actions.push({ action: kept ? 'skip-prune' : 'prune', key: task.key, task });
    task.pruned = !kept && failure === undefined;
    this.#results.note(task, failure === undefined ? 'succeeded' : 'failed', failure);
  }
}
