import { type Manifest } from '../../kernel/manifest.ts';
import { fieldText } from './field-text.ts';
import { hasSyncOption } from './annotations.ts';
import { type SyncOptions } from './sync-options.ts';
import { type Task } from './task.ts';

/** The `group/Kind` that a definition defines; undefined for any other object. */
export function kindDefinedBy(object: Manifest): string | undefined {
  if (!object.apiVersion.startsWith('apiextensions.k8s.io/') || object.kind !== 'CustomResourceDefinition') return undefined;
  const [group, kind] = [fieldText(object, 'spec', 'group'), fieldText(object, 'spec', 'names', 'kind')];
  return group === undefined || kind === undefined ? undefined : `${group}/${kind}`;
}

/**
 * Whether a kind that nothing serves is no error: the Application or the object says so, or the target
 * brings its definition along. It is then left out of the dry run.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (getSyncTasks, shouldSkipDryRunOnMissingResource)
 */
export function isUnknownKind({ identity, target: wanted }: Task, target: readonly Manifest[], options: SyncOptions): boolean {
  if (options.skipDryRunOnMissingResource === true) return true;
  if (wanted !== undefined && hasSyncOption(wanted, 'SkipDryRunOnMissingResource=true')) return true;
  const kind = `${identity.group}/${identity.kind}`;
  return target.some((object) => kindDefinedBy(object) === kind);
}
