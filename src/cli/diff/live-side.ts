import { identityKey, identityOf, type Manifest } from '../../kernel/manifest.ts';
import { UserError } from '../../kernel/problem.ts';
import { type PairManifests, type SourcedObject } from '../manifests/pair-manifests.ts';
import { kubectl } from './kubectl.ts';
import { withoutClusterOwned } from './live-object.ts';
import { type Side } from './side.ts';

/** A side read from a cluster, and what the reader must know of it. */
export interface LiveSide extends Side {
  readonly notes: readonly string[];
}

/** How many objects one call asks for: a command line has an end. */
const MOST_NAMES = 100;

/**
 * What a cluster holds of the objects of a side: each asked for by its kind, namespace and name, without what the
 * cluster itself wrote. Objects that only the cluster has are not looked for.
 *
 * @param context kubectl's context. @default the current one
 * @throws UserError where the cluster can't be asked
 */
export async function liveSide(desired: readonly PairManifests[], context: string | undefined): Promise<LiveSide> {
  const notes = new Set<string>();
  const live = new Map<string, Manifest>();
  for (const batch of batches(desired, ({ namespace }) => namespace)) {
    for (const manifest of await ask(batch, context, notes)) live.set(identityKey(identityOf(manifest)), manifest);
  }
  const pairs = desired.map(({ environment, system, objects }): PairManifests => ({
    environment,
    system,
    objects: objects.flatMap(({ manifest, file }): SourcedObject[] => {
      const found = live.get(identityKey(identityOf(manifest)));
      return found === undefined ? [] : [{ manifest: withoutClusterOwned(found, manifest), file }];
    }),
  }));
  return { shown: context === undefined ? 'the cluster' : `the cluster of ${context}`, pairs, notes: [...notes] };
}

/** One object to ask for. */
interface Wanted {
  /** Kind, version and group, as kubectl takes them: `Deployment.v1.apps`. */
  readonly type: string;
  readonly namespace: string;
  readonly name: string;
}

const NO_SUCH_KIND = /the server doesn't have a resource type|no matches for kind|could not find the requested resource/i;

/** A kind that the cluster does not serve makes the whole call fail: then each kind is asked for by itself. */
async function ask(batch: readonly Wanted[], context: string | undefined, notes: Set<string>): Promise<readonly Manifest[]> {
  const [{ type, namespace }] = batch as [Wanted];
  const flags = [...(context === undefined ? [] : [`--context=${context}`]), ...(namespace === '' ? [] : [`--namespace=${namespace}`]), '--ignore-not-found', '--show-managed-fields', '--output=json'];
  const answer = await kubectl(['get', ...flags, '--', ...batch.map(({ type: of, name }) => `${of}/${name}`)]);
  if (answer.isDone) return objectsOf(answer.stdout);
  const isOneType = batch.every((one) => one.type === type);
  if (NO_SUCH_KIND.test(answer.said)) {
    if (!isOneType) return (await Promise.all(grouped(batch, (one) => one.type).map((part) => ask(part, context, notes)))).flat();
    notes.add(`the cluster serves no ${type}: its objects count as not there`);
    return [];
  }
  throw new UserError({ message: `the cluster could not be asked${namespace === '' ? '' : ` for what is in ${namespace}`}${answer.said === '' ? '' : `: ${answer.said.replaceAll('\n', '; ')}`}`, fix: 'kubectl config current-context' });
}

function batches(pairs: readonly PairManifests[], keyOf: (wanted: Wanted) => string): Wanted[][] {
  const wanted = pairs.flatMap(({ objects }) =>
    objects.flatMap(({ manifest }): Wanted[] => {
      const { group, kind, namespace, name } = identityOf(manifest);
      // What is named otherwise is no object of a cluster, and would be a flag or a path to kubectl.
      if (![kind, name].every((word) => /^[A-Za-z0-9]/.test(word) && !word.includes('/'))) return [];
      return [{ type: `${kind}.${manifest.apiVersion.slice(group === '' ? 0 : group.length + 1)}.${group}`, namespace, name }];
    }),
  );
  return grouped(wanted, keyOf).flatMap((group) => Array.from({ length: Math.ceil(group.length / MOST_NAMES) }, (_, index) => group.slice(index * MOST_NAMES, (index + 1) * MOST_NAMES)));
}

function grouped(wanted: readonly Wanted[], keyOf: (wanted: Wanted) => string): Wanted[][] {
  const groups = new Map<string, Wanted[]>();
  for (const one of wanted) {
    const known = groups.get(keyOf(one));
    if (known === undefined) groups.set(keyOf(one), [one]);
    else known.push(one);
  }
  return [...groups.values()];
}

/** One object, or a List of several; nothing where none is there. */
function objectsOf(text: string): Manifest[] {
  if (text.trim() === '') return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError({ message: 'kubectl answered no JSON', fix: 'kubectl version' }, { cause: error });
  }
  const items = (value as { readonly items?: unknown }).items;
  return (Array.isArray(items) ? items : [value]).filter(isManifest);
}

function isManifest(value: unknown): value is Manifest {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Record<keyof Manifest, unknown>>;
  return typeof apiVersion === 'string' && typeof kind === 'string' && typeof metadata === 'object' && metadata !== null && typeof (metadata as Manifest['metadata']).name === 'string';
}
