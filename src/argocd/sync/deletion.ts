import { type Manifest } from '../../kernel/manifest.ts';
import { isKeptByHelm, syncOptionOf, waveOf } from './annotations.ts';
import { kindDefinedBy } from './known-kinds.ts';

/** How an Application is deleted. */
export interface DeletionOptions {
  /** Its finalizer: without one what it deployed stays. */
  readonly finalizer: 'foreground' | 'background' | undefined;
  /** Whether a person has agreed (`Delete=confirm`, `Prune=confirm`). @default false */
  readonly confirmed?: boolean;
  /** `Delete=false` or `Delete=confirm` of the Application, which an object's own option overrides. @default neither */
  readonly deletePolicy?: 'false' | 'confirm';
}

/** One look of the controller at an Application that is being deleted. */
export type DeletionStep =
  /** Nothing is left that goes with the Application, or nothing ever does. */
  | { readonly step: 'done' }
  | { readonly step: 'wait'; readonly why: 'deletion' | 'confirmation'; readonly keys: readonly string[] }
  | { readonly step: 'delete'; readonly wave: number; readonly keys: readonly string[]; readonly propagation: 'Foreground' | 'Background' };

/**
 * What the controller does next of an Application that is being deleted: the objects of the highest wave, and
 * nothing more until each object whose deletion was asked for is gone.
 *
 * @param isBeingDeleted whether an object's deletion was asked for, by whomever
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/appcontroller.go (finalizeApplicationDeletion)
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/sort_delete.go
 */
export function deletionStep(live: ReadonlyMap<string, Manifest>, isBeingDeleted: (key: string) => boolean, options: DeletionOptions): DeletionStep {
  if (options.finalizer === undefined) return { step: 'done' };
  const leaving = [...live.keys()].filter((key) => isBeingDeleted(key));
  if (leaving.length > 0) return { step: 'wait', why: 'deletion', keys: leaving };
  const going = [...live].filter(([, object]) => goesAlong(object, options));
  const unconfirmed = options.confirmed === true ? [] : going.filter(([, object]) => needsConsent(object, options));
  if (unconfirmed.length > 0) return { step: 'wait', why: 'confirmation', keys: unconfirmed.map(([key]) => key) };
  if (going.length === 0) return { step: 'done' };
  const wave = going.reduce((highest, [, object]) => Math.max(highest, waveOf(object)), -Infinity);
  return { step: 'delete', wave, keys: going.filter(([, object]) => waveOf(object) === wave).map(([key]) => key), propagation: options.finalizer === 'background' ? 'Background' : 'Foreground' };
}

/**
 * Whether the object is deleted with its Application; a definition never is.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/appcontroller.go (shouldBeDeleted)
 */
function goesAlong(object: Manifest, { deletePolicy }: DeletionOptions): boolean {
  return kindDefinedBy(object) === undefined && (syncOptionOf(object, 'Delete') ?? deletePolicy) !== 'false' && !isKeptByHelm(object);
}

/** @see https://github.com/argoproj/argo-cd/blob/master/controller/state.go (isObjRequiresDeletionConfirmation) */
function needsConsent(object: Manifest, { deletePolicy }: DeletionOptions): boolean {
  return (syncOptionOf(object, 'Delete') ?? deletePolicy) === 'confirm' || syncOptionOf(object, 'Prune') === 'confirm';
}
