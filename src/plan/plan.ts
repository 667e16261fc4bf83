import { type Phase } from '../argocd/sync/annotations.ts';
import { SyncOperation } from '../argocd/sync/sync-operation.ts';
import { type Task } from '../argocd/sync/task.ts';
import { isSameText } from '../diff/same-text.ts';
import { type Identity, type Manifest } from '../kernel/manifest.ts';
import { type Gate, gateOf } from './gate.ts';
import { ModelCluster } from './model-cluster.ts';
import { type PlanOptions } from './plan-options.ts';
import { isJob, type ReleaseSet } from './release-set.ts';

/** What becomes of an object in a step. */
export type Deed = 'create' | 'change' | 'leave' | 'recreate' | 'prune' | 'keep';

/** One object in a step. */
export interface PlannedObject {
  readonly object: Identity;
  readonly deed: Deed;
  /** Whether it is a hook. */
  readonly hook: boolean;
}

/** An object that a step waits for. */
export interface Wait extends Gate {
  readonly object: Identity;
}

/** One wave of one phase: what is done, in this order, and what has to be true before the next. */
export interface PlanStep {
  readonly phase: Phase;
  readonly wave: number;
  readonly objects: readonly PlannedObject[];
  /** Empty where nothing with a state was applied, and for the last step: what is applied last is not waited for. */
  readonly waits: readonly Wait[];
}

/** The steps of a sync, first to last. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** Objects of the last step that have a state, and that the sync does not wait for: whoever wants to know looks at the Application's health. */
  readonly unwatched: readonly Wait[];
  /** The longest that the sync can wait, in seconds, all told; absent where one of its waits has no end. */
  readonly atMost?: number;
}

/** Calls of the engine after which a sync in which all goes well must have ended. */
const MOST_CALLS = 2_000;

/**
 * The steps in which Argo CD brings a release into a cluster, where all goes well.
 *
 * @param before what is there; undefined: an empty cluster
 */
export function planOf(before: ReleaseSet | undefined, after: ReleaseSet, options: PlanOptions): Plan {
  const cluster = before === undefined ? new ModelCluster(after, options.schemas) : ModelCluster.of(before, options.schemas);
  cluster.target(after);
  cluster.resumes = true;
  const operation = new SyncOperation(after.manifests, cluster, options);
  const steps: { phase: Phase; wave: number; objects: PlannedObject[]; tasks: Task[] }[] = [];
  let [had, version] = [new Map(cluster.live), cluster.version];
  for (let call = 0; call < MOST_CALLS && operation.phase === 'Running'; call++) {
    if (cluster.version !== version) [had, version] = [new Map(cluster.live), cluster.version];
    const { step, actions } = operation.sync();
    if (actions.length === 0) continue;
    const { phase, wave } = step ?? { phase: actions[0]!.task.phase, wave: actions[0]!.task.wave };
    let current = steps.at(-1);
    if (current === undefined || current.phase !== phase || current.wave !== wave) steps.push((current = { phase, wave, objects: [], tasks: [] }));
    for (const { action, key, task } of actions) {
      // Of a hook that is deleted and made again, one word tells both; when it is deleted at the end, none.
      if (action === 'delete-hook') {
        if (task.phase === phase && task.wave === wave && !current.tasks.some(({ resultKey }) => resultKey === task.resultKey)) current.objects.push({ object: task.identity, deed: 'recreate', hook: true });
        continue;
      }
      current.tasks.push(task);
      if (current.objects.some(({ object, deed }) => deed === 'recreate' && object === task.identity)) continue;
      const recreated = current.objects.findIndex(({ object, deed }) => deed === 'recreate' && sameIdentity(object, task.identity));
      if (recreated !== -1) {
        current.objects.push(...current.objects.splice(recreated, 1));
        continue;
      }
      current.objects.push({ object: task.identity, deed: deedOf(action, had.get(key), task.target), hook: task.hook });
    }
  }
  const waits = steps.map(({ tasks }) => waitsOf(tasks));
  const last = steps.length - 1;
  // A hook in the last step is waited for all the same.
  const watched = waits.map((list, index) => (index < last || (list.length > 0 && steps[last]!.tasks.some(({ hook }) => hook)) ? list : []));
  const longest = watched.map((list) => longestOf(list));
  return {
    steps: steps.map(({ phase, wave, objects }, index) => ({ phase, wave, objects, waits: watched[index]! })),
    unwatched: last >= 0 && watched[last]!.length === 0 ? waits[last]! : [],
    ...(longest.every((seconds) => seconds !== undefined) ? { atMost: longest.reduce<number>((sum, seconds) => sum + seconds, 0) } : {}),
  };
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
    return gate === undefined || (task.target !== undefined && isJob(task.target) && task.isPrune) ? [] : [{ object: task.identity, ...gate }];
  });
}

/** What is waited for together takes as long as the slowest. */
function longestOf(waits: readonly Wait[]): number | undefined {
  let longest = 0;
  for (const { atMost } of waits) {
    if (atMost === undefined) return undefined;
    longest = Math.max(longest, atMost);
  }
  return longest;
}

function sameIdentity(a: Identity, b: Identity): boolean {
  return a.group === b.group && a.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}
