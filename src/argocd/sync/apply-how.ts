import { hasSyncOption } from './annotations.ts';
import { type ApplyHow } from './cluster.ts';
import { type SyncOptions } from './sync-options.ts';
import { type Task } from './task.ts';

/**
 * By which request a task sends its object. `Replace` and `Force` count if the operation, the target or what
 * is live says so; definitions and namespaces are never replaced, as all that depends on them would go along.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (applyObject, shouldUseServerSideApply)
 */
export function applyHow({ target, live, identity }: Task, options: SyncOptions): ApplyHow {
  const says = (option: string): boolean => hasSyncOption(target!, option) || (live !== undefined && hasSyncOption(live, option));
  const replaces = options.replace === true || says('Replace=true');
  const force = options.force === true || says('Force=true');
  const serverSide = !hasSyncOption(target!, 'ServerSideApply=false') && ((options.serverSideApply ?? true) || hasSyncOption(target!, 'ServerSideApply=true'));
  if (!replaces) return { verb: 'apply', force, serverSide };
  if (live === undefined) return { verb: 'create', force: false, serverSide: false };
  const whole = identity.kind === 'Namespace' || (identity.group === 'apiextensions.k8s.io' && identity.kind === 'CustomResourceDefinition');
  return whole ? { verb: 'update', force: false, serverSide: false } : { verb: 'replace', force, serverSide: false };
}
