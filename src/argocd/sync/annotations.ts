import { type Manifest } from '../../kernel/manifest.ts';
import { fieldText } from './field-text.ts';

// What Argo CD reads from an object's annotations, as its engine reads it.
// https://github.com/argoproj/argo-cd/tree/master/gitops-engine/pkg/sync

/** A phase of a sync, in the order of the phases. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail';

/** What may be said of when a hook is deleted. */
export type DeletePolicy = 'BeforeHookCreation' | 'HookSucceeded' | 'HookFailed' | 'Never';

/** The phases in their order. */
export const PHASES: readonly Phase[] = ['PreSync', 'Sync', 'PostSync', 'SyncFail'];

const HELM_PHASES: Readonly<Record<string, Phase>> = { 'pre-install': 'PreSync', 'pre-upgrade': 'PreSync', 'post-install': 'PostSync', 'post-upgrade': 'PostSync' };

const HELM_POLICIES: Readonly<Record<string, DeletePolicy>> = { 'before-hook-creation': 'BeforeHookCreation', 'hook-succeeded': 'HookSucceeded', 'hook-failed': 'HookFailed' };

/**
 * The wave an object asks for: `sync-wave`, else Helm's `hook-weight`, else 0. What is no integer counts as absent.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/syncwaves/waves.go
 */
export function waveOf(object: Manifest): number {
  return integer(annotationOf(object, 'argocd.argoproj.io/sync-wave')) ?? integer(annotationOf(object, 'helm.sh/hook-weight')) ?? 0;
}

/**
 * Whether the object is a hook. One whose annotation names nothing that Argo CD knows is a hook of no
 * phase, so that it is never applied; one that says only `Skip` is none.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/hook/hook.go
 */
export function isHook(object: Manifest): boolean {
  if (annotationOf(object, 'argocd.argoproj.io/hook') !== undefined) return !isSkipped(object);
  const helm = annotationOf(object, 'helm.sh/hook');
  return helm !== undefined && helm !== 'crd-install';
}

/**
 * The phases that an object is applied in: one for an ordinary object, none for a skipped one.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_phase.go
 */
export function phasesOf(object: Manifest): readonly Phase[] {
  if (isSkipped(object)) return [];
  if (!isHook(object)) return ['Sync'];
  const types = hookTypesOf(object);
  return PHASES.filter((phase) => types.includes(phase));
}

/**
 * Whether the object is a hook of the deletion of its Application, which no sync applies; only where the annotation
 * names nothing else.
 *
 * @see https://github.com/argoproj/argo-cd/blob/master/controller/hook.go
 */
export function deletionHookOf(object: Manifest): 'PreDelete' | 'PostDelete' | undefined {
  const [own, helm] = [annotationOf(object, 'argocd.argoproj.io/hook'), annotationOf(object, 'helm.sh/hook')];
  if (own === 'PreDelete' || helm === 'pre-delete') return 'PreDelete';
  return own === 'PostDelete' || helm === 'post-delete' ? 'PostDelete' : undefined;
}

/** When the hook is deleted; by default before it is created anew. */
export function deletePoliciesOf(hook: Manifest): readonly DeletePolicy[] {
  const policies = [
    ...listed(hook, 'argocd.argoproj.io/hook-delete-policy').filter(isDeletePolicy),
    ...listed(hook, 'helm.sh/hook-delete-policy').flatMap((text) => (Object.hasOwn(HELM_POLICIES, text) ? [HELM_POLICIES[text]!] : [])),
  ];
  return policies.length === 0 ? ['BeforeHookCreation'] : policies;
}

/** The object's sync options as they are written, each once. */
export function syncOptionsOf(object: Manifest): readonly string[] {
  let options = OPTIONS.get(object);
  if (options === undefined) OPTIONS.set(object, (options = listed(object, 'argocd.argoproj.io/sync-options')));
  return options;
}

/** Asked of each object in each call of each sync of each story. */
const OPTIONS = new WeakMap<Manifest, readonly string[]>();

/** Whether the object's sync options hold this one, word for word: `Prune=false`. */
export function hasSyncOption(object: Manifest, option: string): boolean {
  return syncOptionsOf(object).includes(option);
}

/** What the object's sync options set this one to: the first, where it is said twice; undefined where it isn't. */
export function syncOptionOf(object: Manifest, option: string): string | undefined {
  return syncOptionsOf(object).find((text) => text.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** Whether Helm's policy, which Argo CD heeds too, keeps the object when its Application is deleted. */
export function isKeptByHelm(object: Manifest): boolean {
  return listed(object, 'helm.sh/resource-policy').includes('keep');
}

function isSkipped(object: Manifest): boolean {
  const types = hookTypesOf(object);
  return types.length === 1 && types[0] === 'Skip';
}

/** The words of the object's hook annotation, whether Argo CD knows them or not. */
export function hooksOf(object: Manifest): readonly string[] {
  return listed(object, 'argocd.argoproj.io/hook');
}

/** The value of an annotation, where it is a text. */
export function annotationOf(object: Manifest, name: string): string | undefined {
  return fieldText(object, 'metadata', 'annotations', name);
}

function hookTypesOf(object: Manifest): readonly string[] {
  const types = hooksOf(object).filter((type) => type === 'Skip' || (PHASES as readonly string[]).includes(type));
  if (types.length > 0) return types;
  return listed(object, 'helm.sh/hook').flatMap((type) => (Object.hasOwn(HELM_PHASES, type) ? [HELM_PHASES[type]!] : []));
}

function isDeletePolicy(text: string): text is DeletePolicy {
  return text === 'BeforeHookCreation' || text === 'HookSucceeded' || text === 'HookFailed' || text === 'Never';
}

const NONE: readonly string[] = [];

function listed(object: Manifest, name: string): readonly string[] {
  const text = annotationOf(object, name);
  return text === undefined ? NONE : [...new Set(text.split(',').map((part) => part.trim()))].filter((part) => part !== '');
}

/** Go's strconv.Atoi: a sign, digits, nothing else, in 64 bits. */
function integer(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?\d{1,30}$/.test(text)) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? Number(value) : undefined;
}
