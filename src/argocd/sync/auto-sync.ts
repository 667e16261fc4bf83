import { type OperationPhase } from './sync-call.ts';

/** How an object of an Application compares to its target. */
export interface ComparedObject {
  readonly key: string;
  readonly synced: boolean;
  /** Whether it is in the cluster only. */
  readonly requiresPruning: boolean;
}

/** What the controller knows of an Application when it decides. Hooks are not among its objects: they are never compared. */
export interface AutoSyncState {
  readonly automated?: { readonly prune?: boolean; readonly selfHeal?: boolean; readonly allowEmpty?: boolean };
  /** The newest commit. */
  readonly revision: string;
  readonly objects: readonly ComparedObject[];
  /** The most recent operation, if there ever was one: of the same source, as far as it is told here. */
  readonly last?: { readonly revision: string; readonly phase: OperationPhase };
  /** Seconds that have to go by before self-heal acts again. @default 0 */
  readonly selfHealBackoff?: number;
  readonly deleting?: boolean;
}

/** What the controller does, and why it does nothing. */
export type AutoSyncDecision =
  | { readonly sync: 'none'; readonly why: 'not-automated' | 'in-progress' | 'deleting' | 'in-sync' | 'only-prunes' | 'failed-before' | 'tried-before' | 'backoff' | 'would-empty' }
  /** All objects and all hooks. */
  | { readonly sync: 'full'; readonly prune: boolean }
  /** What differs, without hooks. */
  | { readonly sync: 'selective'; readonly prune: boolean; readonly only: ReadonlySet<string> };

/**
 * Whether the controller syncs an Application by itself. A revision that was tried is not tried again: where
 * that failed, neither by self-heal, so that it takes another commit, or a person. What only changes a hook
 * changes nothing that is compared.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/appcontroller.go (autoSync, alreadyAttemptedSync, shouldSelfHeal)
 */
export function autoSyncOf({ automated, revision, objects, last, selfHealBackoff = 0, deleting = false }: AutoSyncState): AutoSyncDecision {
  const none = (why: Extract<AutoSyncDecision, { sync: 'none' }>['why']): AutoSyncDecision => ({ sync: 'none', why });
  if (automated === undefined) return none('not-automated');
  if (last?.phase === 'Running') return none('in-progress');
  if (deleting) return none('deleting');
  const differing = objects.filter(({ synced }) => !synced);
  if (differing.length === 0) return none('in-sync');
  const { prune = false, selfHeal = false, allowEmpty = false } = automated;
  if (!prune && differing.every(({ requiresPruning }) => requiresPruning)) return none('only-prunes');
  const triedBefore = last?.revision === revision;
  if (triedBefore && last.phase !== 'Succeeded') return none('failed-before');
  if (triedBefore && !selfHeal) return none('tried-before');
  if (triedBefore && selfHealBackoff > 0) return none('backoff');
  if (prune && !allowEmpty && objects.every(({ requiresPruning }) => requiresPruning)) return none('would-empty');
  return triedBefore ? { sync: 'selective', prune, only: new Set(differing.map(({ key }) => key)) } : { sync: 'full', prune };
}
