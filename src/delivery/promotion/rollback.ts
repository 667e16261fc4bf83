import { type Evidence, ROLLBACK, type SchemaChange } from '../evidence/evidence.ts';

/** A bundle that was in an environment, and what its release did to the database's schema. */
export interface PastBundle {
  readonly bundle: string;
  readonly version: string;
  readonly schemaChange?: SchemaChange | undefined;
  /** Whether it was ready there, and since then no deployment of it has failed and nobody rolled back from it. */
  readonly verified: boolean;
  /** Newest evidence about it in the environment. */
  readonly evidence: Evidence;
}

/** What is in an environment now. */
export interface LiveBundle {
  /** Id of the bundle that is published. */
  readonly bundle: string;
  /** Git tree of its manifests, where it is known. */
  readonly tree?: string | undefined;
}

/** What a rollback comes to. */
export type RollbackChoice =
  | { readonly outcome: 'possible'; readonly to: PastBundle }
  /** Nothing fits: in words, and the line to type. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly fix: string };

/** How somebody wants to go back. */
export interface RollbackWish {
  /** Version or beginning of the id of the bundle to go back to. @default the one before */
  readonly wanted?: string | undefined;
  /** The line to type where there is no way back. @default to release something */
  readonly forward?: string | undefined;
}

/** What was in an environment, oldest first; a bundle that came back stands where it came last. */
export function pastBundles(evidence: readonly Evidence[]): PastBundle[] {
  const past = new Map<string, PastBundle>();
  for (const one of evidence) {
    if (one.check !== 'deployed' && one.check !== 'ready' && one.check !== ROLLBACK) continue;
    const { bundle, version, result, check } = one;
    const before = past.get(bundle);
    const schemaChange = one.schemaChange ?? before?.schemaChange;
    const verified = result === 'pass' && (check === 'ready' || before?.verified === true);
    // The same manifests are no better under another definition.
    if (check === ROLLBACK) for (const [id, other] of past) if (other.evidence.tree === one.tree && one.tree !== '') past.set(id, { ...other, verified: false });
    // A retry in place is no return; another bundle between is.
    if ([...past.keys()].at(-1) !== bundle) past.delete(bundle);
    past.set(bundle, { bundle, version, verified, evidence: one, ...(schemaChange === undefined ? {} : { schemaChange }) });
  }
  return [...past.values()];
}

/**
 * Chooses where an environment is rolled back to: the newest bundle that was verified there with other
 * manifests than those that are live, or the wanted one. (A merge that changes no manifest makes another
 * bundle of the same manifests, and going back to that one would change nothing.) The database is never rolled back, so a release that contracted its schema ends
 * the way for every program older than the one it is compatible with, also when its deployment failed.
 *
 * @param live what is published there now
 * @param schemaChange what the release that is published now does, where no evidence tells it yet
 */
export function chooseRollback(evidence: readonly Evidence[], live: LiveBundle, schemaChange: SchemaChange | undefined, { wanted, forward }: RollbackWish = {}): RollbackChoice {
  const past = pastBundles(evidence);
  const others = past.filter(({ bundle, evidence: { tree } }) => bundle !== live.bundle && (live.tree === undefined || live.tree === '' || tree !== live.tree));
  const fitting = wanted === undefined ? others.filter(({ verified }) => verified) : others.filter(({ bundle, version }) => version === wanted || (wanted.length >= 7 && bundle.startsWith(wanted)));
  const to = fitting.at(-1);
  const known = others.filter(({ verified }) => verified).map(({ version }) => version);
  const [newest, ...older] = new Set(known.toReversed());
  const allowed = newest === undefined ? forward ?? 'release a version that is known to work' : `--to ${newest}${older.length === 0 ? '' : `   (or ${older.join(', ')})`}`;
  if (to === undefined) return { outcome: 'refused', reason: wanted === undefined ? 'no other bundle was ever verified here' : `${wanted} was never here`, fix: allowed };
  if (new Set(fitting.map(({ bundle }) => bundle)).size > 1 && wanted !== undefined) return { outcome: 'refused', reason: `${wanted} names ${fitting.length} bundles`, fix: `--to ${to.bundle.slice(0, 12)}` };
  if (!to.verified) return { outcome: 'refused', reason: `${to.version} was here and was never verified, or its deployment failed, or it was rolled back from`, fix: allowed };
  const barrier = barrierBefore(to, past, live.bundle, schemaChange);
  if (barrier !== undefined) return { outcome: 'refused', reason: barrier, fix: forward === undefined ? 'release a version that runs on the contracted schema: roll forward' : `${forward}   (of a version that runs on the contracted schema)` };
  return { outcome: 'possible', to };
}

/** Why the program of a bundle cannot run on the schema as it is now, in words. */
function barrierBefore(to: PastBundle, past: readonly PastBundle[], live: string, schemaChange: SchemaChange | undefined): string | undefined {
  const at = past.indexOf(to);
  const after = past.slice(at + 1).map(({ bundle, version, schemaChange: change }) => ({ version, change: bundle === live ? (change ?? schemaChange) : change }));
  const unseen = past.some(({ bundle }) => bundle === live) ? [] : [{ version: 'the release that is published now', change: schemaChange }];
  for (const { version, change } of [...after, ...unseen]) {
    if (change?.kind !== 'contract') continue;
    const since = change.compatibleSince;
    const sinceAt = past.findIndex((one) => one.version === since);
    if (since !== undefined && sinceAt !== -1 && sinceAt <= at) continue;
    return `${version} contracted the schema${since === undefined ? '' : `, which programs fit since ${since}`}; ${to.version} is older`;
  }
  return undefined;
}
