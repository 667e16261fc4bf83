import { type Manifest } from '../../kernel/manifest.ts';
import { type Phase } from './annotations.ts';

/** What stands for the part of a name that is made up when the object is created. */
const MADE_UP = '*';
const MADE_UP_IN_A_SYNC = /\*(?:presync|sync|postsync|syncfail)?\d*$/;

/** The name of an object: what is made up of it is a star. */
export function nameOf({ metadata: { name, generateName } }: Manifest): string {
  const own: unknown = name;
  if (typeof own === 'string' && own !== '') return own;
  return typeof generateName === 'string' ? `${generateName}${MADE_UP}` : String(own);
}

/** A name, or a key, as a reader is told it: which sync made it up does not matter. */
export function shownName(name: string): string {
  return name.includes(MADE_UP) ? name.replace(MADE_UP_IN_A_SYNC, MADE_UP) : name;
}

/** Whether a name is made up anew in each sync: that of a hook, where it has none. */
export function isNameless({ metadata: { name } }: Manifest): boolean {
  const own: unknown = name;
  return own === undefined || own === '';
}

/**
 * A hook without a name as one sync makes it. Argo CD puts the revision, the phase and the time behind `generateName`,
 * so that each sync has a hook of its own in each phase, and none is ever deleted to be created.
 *
 * @param sync which sync it is: another number than those whose hooks are there still
 * @see https://github.com/argoproj/argo-cd/blob/master/gitops-engine/pkg/sync/sync_context.go (getSyncTasks)
 */
export function generated(hook: Manifest, phase: Phase, isOnlyPhase: boolean, sync: number): Manifest {
  const suffix = `${isOnlyPhase ? '' : phase.toLowerCase()}${sync === 1 ? '' : sync}`;
  const known = GENERATED.get(hook) ?? new Map<string, Manifest>();
  GENERATED.set(hook, known);
  let made = known.get(suffix);
  if (made === undefined) known.set(suffix, (made = { ...hook, metadata: { ...hook.metadata, name: `${nameOf(hook)}${suffix}` } }));
  return made;
}

const GENERATED = new WeakMap<Manifest, Map<string, Manifest>>();
