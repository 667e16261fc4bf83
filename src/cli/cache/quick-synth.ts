import { join } from 'node:path';
import { settled } from '../dist/settled.ts';
import { holdLock } from '../dist/lock.ts';
import { resolveOutdir } from '../dist/outdir.ts';
import { changesNothing, type DistPlan, planDist } from '../dist/plan.ts';
import { clearLeft } from '../dist/staging.ts';
import { applyPlan, fallbackStaging } from '../dist/write.ts';
import { keepDist } from '../keep-dist.ts';
import { type CountedDist } from '../synth-report-of.ts';
import { formatFolder } from './cache-folder.ts';
import { DistLook } from './dist-look.ts';
import { openStore } from './entry-store.ts';
import { fileClock, fromHere, statOf } from './file-stat.ts';
import { lookAtOverlays } from './look-at-overlays.ts';
import { encodeEntry, type PairEntry } from './pair-entry.ts';
import { pairKey } from './pair-key.ts';
import { answersTo } from './question.ts';
import { readPair } from './read-pair.ts';
import { renderIdentity } from './render-identity.ts';
import { type Surroundings } from './surroundings.ts';
import { type IndexedPair, readIndex, type StatIndex, writeIndex, type WrittenFolder } from './stat-index.ts';
import { isSame } from './stat-row.ts';

/** A few pairs, rendered anew from files of these digests; undefined where that is not so simple after all. */
export type RenderFew = (pairs: readonly { readonly environment: string; readonly system: string }[], digests: ReadonlyMap<string, string>) => Promise<ReadonlyMap<string, PairEntry> | undefined>;

/** What was found, and done about it. */
export interface QuickResult {
  readonly counted: CountedDist;
  readonly plan: DistPlan;
  readonly notes: readonly string[];
}

/** How to look. */
export interface QuickOptions {
  /** Digest of the bundle. */
  readonly bundle: string;
  /** Whether nothing in `dist` may be changed. */
  readonly check: boolean;
  readonly surroundings: Surroundings;
  readonly renderFew: RenderFew;
}

/** Milliseconds to wait for another process that writes here; the long way waits longer, and says so. */
const PATIENCE = 2000;

/**
 * Brings the whole of `dist` up to date by looking at stats, where at most the content of a few overlays has
 * changed since the last time. What is beyond that, a problem included, is left to the long way.
 *
 * @returns undefined when the long way has to be taken
 * @throws whatever stands in the way; the long way has to be taken, and tells it
 */
export async function quickSynth(root: string, options: QuickOptions): Promise<QuickResult | undefined> {
  const folder = formatFolder(root);
  if (statOf(join(folder, 'index')) === undefined) return undefined;
  if (options.check) return look(root, folder, options);
  const release = holdLock(join(root, '.slipway', 'synth.lock'), { patience: PATIENCE });
  try {
    clearLeft(join(root, '.slipway', 'staging'));
    return await look(root, folder, options);
  } finally {
    release();
  }
}

async function look(root: string, folder: string, options: QuickOptions): Promise<QuickResult | undefined> {
  const index = readIndex(folder);
  if (index === undefined || index.bundle !== options.bundle) return undefined;
  const answers = answersTo(index.reads);
  if (answers === undefined || renderIdentity(options.bundle, answers) !== index.identity) return undefined;
  // With the day a finding may be one again that stayed until now.
  if (index.waivedUntil !== '' && new Date().toISOString().slice(0, 10) > index.waivedUntil) return undefined;
  const start = fileClock(folder);
  const overlays = lookAtOverlays(fromHere(root), index, start);
  if (overlays === undefined) return undefined;
  const outdir = resolveOutdir(root, 'dist');
  const dist = fromHere(outdir.path);
  if (!index.containers.paths.every((path, at) => isSame(index.containers.stats, at, statOf(path === '' ? dist : `${dist}/${path}`)))) return undefined;
  if (!index.argocd.every((one) => isAsWritten(`${dist}/${one.path}`, one))) return undefined;

  const store = openStore(folder);
  const changed = new Set<IndexedPair>();
  const keys = new Map<IndexedPair, string>();
  const entries = new Map<IndexedPair, PairEntry>();
  const missing: IndexedPair[] = [];
  for (const pair of index.pairs) {
    const isOther = pair.inputs.some((input) => overlays.changed.has(input));
    if (!isOther && isAsWritten(`${dist}/${pair.environment}/${pair.system}`, pair)) continue;
    const key = isOther ? pairKey(index.identity, pair, index.facts[pair.environment]!, pair.inputs.map((input) => overlays.files.digests[input]!)) : pair.key;
    if (isOther) changed.add(pair);
    keys.set(pair, key);
    const entry = readPair(store, key);
    if (entry === undefined) missing.push(pair);
    else entries.set(pair, entry);
  }
  // From here on it is quicker to go through everything.
  if (missing.length > index.pairs.length / 2 && missing.length > 3) return undefined;
  if (missing.length > 0) {
    const rendered = await options.renderFew(missing, new Map(overlays.files.paths.map((path, at) => [path, overlays.files.digests[at]!])));
    await settled();
    if (rendered === undefined || !isKnown(options, index)) return undefined;
    for (const pair of missing) {
      const entry = rendered.get(`${pair.environment}/${pair.system}`);
      if (entry === undefined) return undefined;
      entries.set(pair, entry);
    }
  }
  // Whether pairs agree with each other is settled only as long as each says what it said.
  if ([...changed].some((pair) => entries.get(pair)!.cross !== pair.cross)) {
    for (const pair of missing) store.write(keys.get(pair)!, encodeEntry(keys.get(pair)!, entries.get(pair)!));
    return undefined;
  }

  const distLook = new DistLook(outdir.path, folder, start);
  const dirty = [...entries].map(([{ environment, system }, { files }]) => ({ environment, system, files }));
  const plan = planDist({ outdir, whole: false, onHeld: distLook.onHeld }, { pairs: dirty, argocd: [] });
  if (!options.check && !changesNothing(plan)) {
    clearLeft(fallbackStaging(outdir));
    applyPlan(plan, root, distLook.onStaged);
    keepDist(root, plan);
  }
  const pairs = index.pairs.map((pair): IndexedPair => {
    const entry = entries.get(pair);
    return entry === undefined ? pair : { ...pair, key: keys.get(pair)!, notes: entry.notes, names: entry.files.map(({ name }) => name) };
  });
  if (entries.size > 0 || overlays.isStale) {
    remember(() => {
      for (const pair of missing) store.write(keys.get(pair)!, encodeEntry(keys.get(pair)!, entries.get(pair)!));
      store.sweep();
      distLook.onDone(plan, !options.check);
      const renewed = index.pairs.map((pair, at): IndexedPair => (entries.has(pair) ? { ...pairs[at]!, ...distLook.folder(`${pair.environment}/${pair.system}`, pairs[at]!.names) } : pair));
      writeIndex(folder, { ...index, overlayFiles: overlays.files, overlayFolders: overlays.folders, pairs: renewed });
    });
  }
  return { counted: countedOf(index, pairs), plan, notes: pairs.flatMap(({ notes }) => notes) };
}

/** Whether definitions read nothing but what the keys stand for. */
function isKnown({ surroundings, bundle }: QuickOptions, { reads, identity }: StatIndex): boolean {
  surroundings.add(reads);
  return !surroundings.isBlind && !surroundings.hasChanged && renderIdentity(bundle, surroundings.answers) === identity;
}

function countedOf({ argocd }: StatIndex, pairs: readonly IndexedPair[]): CountedDist {
  return { pairs: pairs.map(({ environment, system, names }) => ({ environment, system, files: names })), argocd: argocd.map(({ path, names }) => ({ path, files: names })) };
}

/** Whether a folder and its files are the very ones that were written, by stats alone. */
function isAsWritten(path: string, { names, stats }: WrittenFolder): boolean {
  if (!isSame(stats, 0, statOf(path))) return false;
  for (let at = 0; at < names.length; at += 1) {
    if (!isSame(stats, at + 1, statOf(`${path}/${names[at]}`))) return false;
  }
  return true;
}

/** It saves time and nothing else, so it never fails. */
function remember(run: () => void): void {
  try {
    run();
  } catch {
    // A full disk, or a cache that was cleared meanwhile.
  }
}
