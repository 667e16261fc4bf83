import { type Phase } from './annotations.ts';
import { type Task } from './task.ts';

/** What a call of an operation did to an object. */
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

/** A call that did nothing, and waits for nothing. */
export const NOTHING: SyncCall = { actions: [], waitsFor: [], why: 'nothing' };
