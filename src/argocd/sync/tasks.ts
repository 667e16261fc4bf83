import { identityKey, type Manifest } from '../../kernel/manifest.ts';
import { hasSyncOption, PHASES, phasesOf } from './annotations.ts';
import { generated, isNameless } from './generated-name.ts';
import { kindDefinedBy } from './known-kinds.ts';
import { type SyncOptions } from './sync-options.ts';
import { factsOf, Task } from './task.ts';

/**
 * The tasks of a sync that brings `live` to `target`, in the order they are run in.
 *
 * @param live the objects of the Application in the cluster, by {@link identityKey}
 * @param exists whether an object is in the cluster, whosever it is
 * @param sync which sync it is, for hooks whose names it makes up, see {@link syncNumber}
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (getSyncTasks)
 */
export function tasksOf(target: readonly Manifest[], live: ReadonlyMap<string, Manifest>, options: SyncOptions, exists: (key: string) => boolean = (key) => live.has(key), sync = 1): Task[] {
  const { namespace, only } = options;
  const tasks: Task[] = [];
  const targeted = new Set<string>();
  for (const object of target) {
    const { hook, key, phases } = factsOf(object, namespace);
    if (hook) continue;
    targeted.add(key);
    if (only !== undefined && !only.has(key)) continue;
    for (const phase of phases) tasks.push(new Task(phase, object, live.get(key), namespace));
  }
  for (const [key, object] of live) {
    if (targeted.has(key) || (only !== undefined && !only.has(key))) continue;
    const { hook, phases } = factsOf(object, namespace);
    if (!hook) for (const phase of phases) tasks.push(new Task(phase, undefined, object, namespace));
  }
  if (options.skipHooks !== true && only === undefined) {
    for (const object of target) {
      const { hook, phases } = factsOf(object, namespace);
      if (!hook) continue;
      for (const phase of phases) {
        const made = isNameless(object) ? generated(object, phase, phases.length === 1, sync) : object;
        tasks.push(new Task(phase, made, live.get(factsOf(made, namespace).key), namespace));
      }
    }
  }
  if (options.createNamespace === true) addNamespace(tasks, target, exists, namespace);
  reversePrunes(tasks);
  pruneLast(tasks, options.pruneLast ?? true);
  return inOrder(tasks);
}

/** The first number of a sync whose made-up names none of the objects there has; 1 where it makes up none. */
export function syncNumber(target: readonly Manifest[], live: ReadonlyMap<string, Manifest>, namespace: string): number {
  const nameless = target.filter((object) => isNameless(object) && factsOf(object, namespace).hook);
  if (nameless.length === 0) return 1;
  for (let sync = 1; ; sync++) {
    const isTaken = nameless.some((hook) => phasesOf(hook).some((phase, _index, phases) => live.has(factsOf(generated(hook, phase, phases.length === 1, sync), namespace).key)));
    if (!isTaken) return sync;
  }
}

/**
 * With `CreateNamespace`, the Application's namespace is made before anything else, unless it is there, or the
 * target holds it, even one that this sync leaves out; a hook counts for nothing.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (autoCreateNamespace)
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/sync_namespace.go
 */
function addNamespace(tasks: Task[], target: readonly Manifest[], exists: (key: string) => boolean, namespace: string): void {
  const key = identityKey({ group: '', kind: 'Namespace', namespace: '', name: namespace });
  if (exists(key) || target.some((object) => factsOf(object, namespace).key === key && !factsOf(object, namespace).hook)) return;
  tasks.push(new Task('PreSync', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, undefined, namespace));
}

/** What is pruned goes in the reverse of its creation: the first wave of the prunes changes places with their last, and so on. */
function reversePrunes(tasks: readonly Task[]): void {
  const prunes = tasks.filter(({ isPrune }) => isPrune);
  const waves = [...new Set(prunes.map(({ wave }) => wave))].sort((a, b) => a - b);
  const mirror = new Map(waves.map((wave, index) => [wave, waves[waves.length - 1 - index]!]));
  for (const task of prunes) task.moveTo(mirror.get(task.wave)!);
}

/** Prunes that come last get a wave of their own after the last of phase Sync, which is never below 1. */
function pruneLast(tasks: readonly Task[], all: boolean): void {
  let last = 0;
  for (const { phase, wave } of tasks) if (phase === 'Sync' && wave > last) last = wave;
  for (const task of tasks) if (task.isPrune && (all || hasSyncOption(task.live!, 'PruneLast=true'))) task.moveTo(last + 1);
}

/**
 * By phase, wave, kind and name; then namespaces and custom resource definitions stand before the first
 * object that needs them, and take its phase and wave.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_tasks.go
 */
function inOrder(tasks: readonly Task[]): Task[] {
  const sorted = [...tasks].sort(compareTasks);
  beforeWhatNeedsIt(sorted, namespaceMade, ({ namespace }) => namespace);
  beforeWhatNeedsIt(sorted, ({ target }) => kindDefinedBy(target!), ({ identity }) => `${identity.group}/${identity.kind}`);
  return sorted;
}

function compareTasks(a: Task, b: Task): number {
  return (
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    a.wave - b.wave ||
    a.kindOrder - b.kindOrder ||
    compare(a.identity.name, b.identity.name) ||
    // Argo CD leaves these in no certain order.
    compare(a.key, b.key)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function beforeWhatNeedsIt(tasks: Task[], gives: (task: Task) => string | undefined, needs: (task: Task) => string | undefined): void {
  const firstNeed = new Map<string, number>();
  for (let index = 0; index < tasks.length; index++) {
    const task = tasks[index]!;
    if (task.target === undefined) continue;
    const given = gives(task);
    if (given === undefined) {
      const needed = needs(task);
      if (needed !== undefined && !firstNeed.has(needed)) firstNeed.set(needed, index);
      continue;
    }
    const first = firstNeed.get(given);
    if (first === undefined) continue;
    task.moveTo(tasks[first]!.wave);
    task.phase = tasks[first]!.phase;
    tasks.splice(index, 1);
    tasks.splice(first, 0, task);
    for (const [need, at] of firstNeed) if (at >= first) firstNeed.set(need, at + 1);
  }
}

function namespaceMade({ identity: { group, kind, name } }: Task): string | undefined {
  return group === '' && kind === 'Namespace' ? name : undefined;
}
