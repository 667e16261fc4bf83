import { type Task, type TaskState } from './task.ts';

interface Result {
  readonly state: TaskState;
  readonly failure: string | undefined;
  readonly pruned: boolean;
}

/**
 * What became of the tasks of an operation. Tasks are worked out anew in each call; what is known of them is not.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (setResourceResult)
 */
export class TaskResults {
  readonly #results: Map<string, Result>;

  constructor(results?: TaskResults) {
    this.#results = new Map(results === undefined ? undefined : results.#results);
  }

  /** Whether nothing has been done yet. */
  get isEmpty(): boolean {
    return this.#results.size === 0;
  }

  /** Writes down what became of a task, and tells it to the task. */
  note(task: Task, state: TaskState, failure?: string): void {
    task.state = state;
    task.failure = failure;
    this.#results.set(task.resultKey, { state, failure, pruned: task.pruned });
  }

  /** Tells tasks what has become of them so far. */
  tell(tasks: readonly Task[]): readonly Task[] {
    if (this.isEmpty) return tasks;
    for (const task of tasks) {
      const result = this.#results.get(task.resultKey);
      if (result === undefined) continue;
      task.state = result.state;
      task.failure = result.failure;
      task.pruned = result.pruned;
    }
    return tasks;
  }
}
