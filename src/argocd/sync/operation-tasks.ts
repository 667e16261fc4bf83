import { type Manifest } from '../../kernel/manifest.ts';
import { type Cluster } from './cluster.ts';
import { type SyncOptions } from './sync-options.ts';
import { type TaskResults } from './task-results.ts';
import { factsOf, type Task } from './task.ts';
import { syncNumber, tasksOf } from './tasks.ts';

/** What an operation syncs, and where. */
export interface OperationInput {
  readonly target: readonly Manifest[];
  readonly cluster: Cluster;
  readonly options: SyncOptions;
}

/** The tasks of an operation: worked out anew only when what there is to prune has changed, as nothing else moves a wave. */
export class OperationTasks {
  readonly #input: OperationInput;
  readonly #sync: number;
  readonly #resources: ReadonlySet<string>;
  #known: { readonly untargeted: number; readonly tasks: readonly Task[]; readonly version: number | undefined } | undefined;

  /** @param sync which sync of its cluster it is, as {@link syncNumber} counts them when it begins */
  constructor(input: OperationInput, sync: number = syncNumber(input.target, input.cluster.live, input.options.namespace)) {
    this.#input = input;
    this.#sync = sync;
    this.#resources = resourcesIn(input.target, input.options.namespace);
  }

  /** The same, as it stands, over another cluster. */
  fork(cluster: Cluster): OperationTasks {
    const fork = new OperationTasks({ ...this.#input, cluster }, this.#sync);
    if (this.#known !== undefined) fork.#known = { untargeted: this.#known.untargeted, tasks: this.#known.tasks.map((task) => task.copy()), version: undefined };
    return fork;
  }

  /** The tasks of a call, in the order they are run in, with what is live now and what became of each. */
  now(results: TaskResults): readonly Task[] {
    const { target, cluster, options } = this.#input;
    const { live, version } = cluster;
    const known = this.#known;
    if (known !== undefined && version !== undefined && known.version === version) return known.tasks;
    let untargeted = 0;
    for (const [key, object] of live) if (!this.#resources.has(key) && !factsOf(object, options.namespace).hook) untargeted += 1;
    if (known?.untargeted === untargeted && options.createNamespace !== true) {
      for (const task of known.tasks) if (task.target !== undefined) task.live = live.get(task.key);
      this.#known = { ...known, version };
      return known.tasks;
    }
    const tasks = results.tell(untargeted === 0 && isWhole(options) ? unpruned(this.#input, this.#sync) : tasksOf(target, live, options, (key) => cluster.has(key), this.#sync));
    this.#known = { untargeted, tasks, version };
    return tasks;
  }
}

/** The tasks of a whole sync with nothing to prune: of one target they are always the same. */
function unpruned({ target, cluster: { live }, options: { namespace } }: OperationInput, sync: number): readonly Task[] {
  let known = UNPRUNED.get(target);
  if (known?.namespace !== namespace || known.sync !== sync) UNPRUNED.set(target, (known = { namespace, sync, tasks: tasksOf(target, new Map(), { namespace }, undefined, sync) }));
  return known.tasks.map((task) => {
    const copy = task.copy();
    copy.live = live.get(task.key);
    return copy;
  });
}

const UNPRUNED = new WeakMap<readonly Manifest[], { readonly namespace: string; readonly sync: number; readonly tasks: readonly Task[] }>();

function isWhole({ only, skipHooks, createNamespace }: SyncOptions): boolean {
  return only === undefined && skipHooks !== true && createNamespace !== true;
}

/**
 * The keys of a target without its hooks, which no live object is compared to: what is live as an ordinary object
 * and became a hook is pruned.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/reconcile.go (splitHooks, Reconcile)
 */
function resourcesIn(target: readonly Manifest[], namespace: string): ReadonlySet<string> {
  let known = RESOURCES.get(target);
  if (known?.namespace !== namespace) {
    const resources = target.map((object) => factsOf(object, namespace)).filter(({ hook }) => !hook);
    RESOURCES.set(target, (known = { namespace, keys: new Set(resources.map(({ key }) => key)) }));
  }
  return known.keys;
}

const RESOURCES = new WeakMap<readonly Manifest[], { readonly namespace: string; readonly keys: ReadonlySet<string> }>();
