import { type Phase } from '../argocd/sync/annotations.ts';
import { shownName } from '../argocd/sync/generated-name.ts';
import { isKept } from '../argocd/sync/prune-policy.ts';
import { type SyncCall } from '../argocd/sync/sync-call.ts';
import { SyncOperation } from '../argocd/sync/sync-operation.ts';
import { type Task } from '../argocd/sync/task.ts';
import { syncNumber, tasksOf } from '../argocd/sync/tasks.ts';
import { isSameText } from '../diff/same-text.ts';
import { type Identity, type Manifest } from '../kernel/manifest.ts';
import { type Gate, gateOf } from './gate.ts';
import { lingering } from './lingering.ts';
import { ModelCluster } from './model-cluster.ts';
import { type PlanOptions } from './plan-options.ts';
import { podsChange, type PodsChange } from './pods-change.ts';
import { type ReleaseSet } from './release-set.ts';
import { type Ending, stopped } from './stopped.ts';

/** What becomes of an object in a step. */
export type Deed = 'create' | 'change' | 'leave' | 'recreate' | 'prune' | 'keep';

/** One object in a step. */
export interface PlannedObject {
  /** What a sync makes up of a name is a star. */
  readonly object: Identity;
  /** Its key in the cluster that the plan is made in. */
  readonly key: string;
  readonly deed: Deed;
  /** Whether it is a hook. */
  readonly hook: boolean;
  /** What becomes of the number of its pods, where that changes. */
  readonly pods?: PodsChange;
  /** What has to happen before it is gone, of what is pruned and need not go at once. */
  readonly goesWhen?: string;
}

/** An object that a step waits for. */
export interface Wait extends Gate {
  readonly object: Identity;
  /** Its key in the cluster that the plan is made in. */
  readonly key: string;
}

/** One wave of one phase: what is done, in this order, and what has to be true before the next. */
export interface PlanStep {
  readonly phase: Phase;
  readonly wave: number;
  readonly objects: readonly PlannedObject[];
  /** Empty where nothing with a state was applied, and for the last step: what is applied last is not waited for. */
  readonly waits: readonly Wait[];
}

/** Where a sync comes to a stop although nothing goes wrong. */
export interface BreakOff {
  /** The object that stops it; absent where it is no single one. */
  readonly object?: Identity;
  /** In words: `the sync fails: PriorityClass shop: value is immutable`. */
  readonly why: string;
  /** What would have come after: created, changed, made anew or pruned, and now is not. */
  readonly unapplied: readonly PlannedObject[];
}

/** The steps of a sync, first to last. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** How the sync ends where all goes well. */
  readonly ending: Ending;
  /** Only where it does not succeed: the steps then end with the one that stops it. */
  readonly breaksOff?: BreakOff;
  /** Objects of the last step that have a state, and that the sync does not wait for: whoever wants to know looks at the Application's health. */
  readonly unwatched: readonly Wait[];
  /** The longest that the sync can wait, in seconds, all told; absent where one of its waits has no bound. */
  readonly atMost?: number;
}

/** Calls of the engine after which a sync must have ended, and calls without a change after which it never does. */
const MOST_CALLS = 2_000;
const PATIENCE = 3;

/** What Argo CD puts before the objects that have failed. */
const OPENING = 'one or more synchronization tasks completed unsuccessfully: ';

/**
 * The steps in which Argo CD brings a release into a cluster, where all goes well.
 *
 * @param before what is there; undefined: an empty cluster
 */
export function planOf(before: ReleaseSet | undefined, after: ReleaseSet, options: PlanOptions): Plan {
  const cluster = before === undefined ? new ModelCluster(after, options.schemas) : ModelCluster.of(before, options.schemas);
  cluster.target(after);
  cluster.resumes = true;
  const found = new Map(cluster.live);
  const operation = new SyncOperation(after.manifests, cluster, options);
  const steps: Step[] = [];
  const applied = new Set<string>();
  let [had, version] = [found, cluster.version];
  let last: SyncCall | undefined;
  let idle = 0;
  for (let call = 0; call < MOST_CALLS && operation.phase === 'Running' && idle < PATIENCE; call++) {
    if (cluster.version !== version) [had, version] = [new Map(cluster.live), cluster.version];
    last = operation.sync();
    idle = last.actions.length === 0 && cluster.version === version ? idle + 1 : 0;
    for (const { task } of last.actions) applied.add(task.resultKey);
    if (last.actions.length > 0) addTo(steps, last, (action, task) => plannedBy(action, task, had.get(task.key), { before, after, cluster }));
  }
  const ending = operation.phase === 'Running' ? 'Hangs' : operation.phase;
  const waits = steps.map(({ tasks }) => waitsOf(tasks));
  const end = steps.length - 1;
  // A hook in the last step is waited for all the same, and so is everything where the sync goes no further.
  const watched = waits.map((list, index) => (index < end || ending !== 'Succeeded' || (list.length > 0 && steps[end]!.tasks.some(({ hook }) => hook)) ? list : []));
  const longest = watched.map((list) => longestOf(list));
  return {
    steps: steps.map(({ phase, wave, objects }, index) => ({ phase, wave, objects, waits: watched[index]! })),
    ending,
    ...(ending === 'Succeeded' ? {} : { breaksOff: breakOff() }),
    unwatched: end >= 0 && watched[end]!.length === 0 ? waits[end]! : [],
    ...(ending === 'Succeeded' && longest.every((seconds) => seconds !== undefined) ? { atMost: longest.reduce<number>((sum, seconds) => sum + seconds, 0) } : {}),
  };

  function breakOff(): BreakOff {
    const waitsFor = operation.phase === 'Failed' ? operation.failed : (last?.waitsFor ?? []).map(({ key }) => key);
    const { key, what } = stopped(cluster, { ending, waitsFor, why: last?.why ?? 'nothing', message: operation.message });
    const tasks = tasksOf(after.manifests, found, options, undefined, syncNumber(after.manifests, found, options.namespace));
    const object = tasks.filter((task) => task.key === key).map((task) => known(task).object)[0];
    const left = tasks.filter((task) => task.phase !== 'SyncFail' && !applied.has(task.resultKey));
    return { ...(object === undefined ? {} : { object }), why: what.replace(OPENING, ''), unapplied: left.map((task) => toCome(task, found.get(task.key), options)).filter(({ deed }) => deed !== 'leave') };
  }
}

interface Step {
  readonly phase: Phase;
  readonly wave: number;
  readonly objects: PlannedObject[];
  readonly tasks: Task[];
}

/** Adds what a call did to the step that it went on with, or to a new one. */
function addTo(steps: Step[], { step, actions }: SyncCall, planned: (action: 'apply' | 'prune' | 'skip-prune', task: Task) => PlannedObject): void {
  const { phase, wave } = step ?? actions[0]!.task;
  let current = steps.at(-1);
  if (current === undefined || current.phase !== phase || current.wave !== wave) steps.push((current = { phase, wave, objects: [], tasks: [] }));
  for (const { action, task } of actions) {
    // Of a hook that is deleted and made again, one word tells both; when it is deleted at the end, none.
    if (action === 'delete-hook') {
      if (task.phase === phase && task.wave === wave && !current.tasks.some(({ resultKey }) => resultKey === task.resultKey)) current.objects.push({ ...known(task), deed: 'recreate', hook: true });
      continue;
    }
    current.tasks.push(task);
    const recreated = current.objects.findIndex(({ key, deed }) => deed === 'recreate' && key === task.key);
    if (recreated === -1) current.objects.push(planned(action, task));
    else current.objects.push(...current.objects.splice(recreated, 1));
  }
}

interface Sides {
  readonly before: ReleaseSet | undefined;
  readonly after: ReleaseSet;
  readonly cluster: ModelCluster;
}

function plannedBy(action: 'apply' | 'prune' | 'skip-prune', task: Task, had: Manifest | undefined, { before, after, cluster }: Sides): PlannedObject {
  const { hook, target, key } = task;
  const deed = deedOf(action, had, target);
  const pods = deed === 'change' ? podsChange(key, before, after) : undefined;
  const goesWhen = deed === 'prune' && had !== undefined ? lingering(key, had, cluster) : undefined;
  return { ...known(task), deed, hook, ...(pods === undefined ? {} : { pods }), ...(goesWhen === undefined ? {} : { goesWhen }) };
}

/** What a task is about that was not come to. */
function toCome(task: Task, had: Manifest | undefined, options: PlanOptions): PlannedObject {
  const { hook, isPrune, target, deletedBeforeCreation } = task;
  const deed = isPrune ? (isKept(had!, options) ? 'keep' : 'prune') : deletedBeforeCreation ? 'recreate' : deedOf('apply', had, target);
  return { ...known(task), deed, hook };
}

function deedOf(action: 'apply' | 'prune' | 'skip-prune', had: Manifest | undefined, target: Manifest | undefined): Deed {
  if (action === 'prune') return 'prune';
  if (action === 'skip-prune') return 'keep';
  if (had === undefined) return 'create';
  return target !== undefined && isSameText(had, target) ? 'leave' : 'change';
}

function waitsOf(tasks: readonly Task[]): Wait[] {
  return tasks.flatMap((task) => {
    const gate = task.target === undefined ? undefined : gateOf(task.target);
    return gate === undefined ? [] : [{ ...known(task), ...gate }];
  });
}

/** What is waited for together takes as long as the slowest; what Kubernetes does in a moment takes no time. */
function longestOf(waits: readonly Wait[]): number | undefined {
  let longest = 0;
  for (const { atMost, by } of waits) {
    if (by === 'controller') continue;
    if (atMost === undefined) return undefined;
    longest = Math.max(longest, atMost);
  }
  return longest;
}

/** Who a task is about. */
function known({ identity, key }: Task): { readonly object: Identity; readonly key: string } {
  const name = shownName(identity.name);
  return { object: name === identity.name ? identity : { ...identity, name }, key };
}
