import { type Manifest } from '../../kernel/manifest.ts';
import { syncOptionOf } from './annotations.ts';
import { type SyncOptions } from './sync-options.ts';

/**
 * Whether an object that left the target stays all the same.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (pruneObject)
 */
export function isKept(live: Manifest, { prune, prunePolicy }: SyncOptions): boolean {
  return prune === false || (syncOptionOf(live, 'Prune') ?? prunePolicy) === 'false';
}

/**
 * Whether a person has to agree before the object is pruned: until then nothing of its wave is done.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation
 */
export function needsConfirmation(live: Manifest, { prunePolicy }: SyncOptions): boolean {
  return (syncOptionOf(live, 'Prune') ?? prunePolicy) === 'confirm';
}
