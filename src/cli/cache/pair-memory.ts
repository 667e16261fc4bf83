import { type Stats, mkdirSync } from 'node:fs';
import { type Environment } from '../../overlays/environment.ts';
import { type OverlayPair } from '../../overlays/load.ts';
import { type FolderEntry, listingOf } from '../../overlays/overlay-folder.ts';
import { mayConcern } from '../../overlays/waivers.ts';
import { crossText } from '../../render/pair-outline.ts';
import { type RenderMemory } from '../../render/render-all.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { formatFolder } from './cache-folder.ts';
import { digestOf } from './digest.ts';
import { type EntryStore, openStore } from './entry-store.ts';
import { type FileStat, fileClock, isSettled } from './file-stat.ts';
import { encodeEntry, type PairEntry } from './pair-entry.ts';
import { pairKey } from './pair-key.ts';
import { readPair } from './read-pair.ts';
import { keepReads, knownReads, renderIdentity } from './render-identity.ts';
import { type StatIndex } from './stat-index.ts';
import { type Surroundings } from './surroundings.ts';

/** What is known of a pair besides its bytes. */
export interface RememberedPair {
  readonly pair: OverlayPair;
  /** Digest of its waivers, empty where there are none. */
  readonly waived: string;
  readonly facts: string;
  /** Digests of its files, in order. */
  readonly files: readonly string[];
  /** Present where it was recalled. */
  readonly entry?: PairEntry;
}

/** Something that was read: a digest of what was in it, and its stat where that proves that it is the same still. */
export interface Seen {
  readonly digest: string;
  readonly stat: FileStat | undefined;
}

/** Remembers what was rendered of each pair, by the digest of all that it was rendered from. */
export class PairMemory implements RenderMemory {
  readonly folder: string;
  /** The file system's clock before anything was read. */
  readonly start: number;
  /** By path. */
  readonly overlayFiles = new Map<string, Seen>();
  readonly overlayFolders = new Map<string, Seen>();
  /** By `<environment>/<system>`. */
  readonly pairs = new Map<string, RememberedPair>();
  readonly #store: EntryStore;
  readonly #bundle: string;
  readonly #surroundings: Surroundings;
  /** Absent until it is asked for. */
  #before: { readonly identity: string | undefined } | undefined;
  readonly #facts = new Map<Environment, string>();
  #waivedUntil = '';

  /**
   * @param bundle digest of the bundle that renders
   * @throws where the project cannot be written to
   */
  constructor(root: string, bundle: string, surroundings: Surroundings) {
    this.folder = formatFolder(root);
    mkdirSync(this.folder, { recursive: true });
    this.start = fileClock(this.folder);
    this.#store = openStore(this.folder);
    this.#bundle = bundle;
    this.#surroundings = surroundings;
  }

  /** Whether anything was remembered by this bundle that can be recalled. */
  get mayRecall(): boolean {
    return this.#identityBefore() !== undefined;
  }

  reading<Result>(read: () => Result): Result {
    return this.#surroundings.aside(read);
  }

  onRead(file: string, bytes: Uint8Array, stat: Stats): void {
    this.overlayFiles.set(file, { digest: digestOf(bytes), stat: isSettled(stat, this.start) ? stat : undefined });
  }

  onList(folder: string, entries: readonly FolderEntry[], stat: Stats): void {
    this.overlayFolders.set(folder, { digest: digestOf(listingOf(entries)), stat: isSettled(stat, this.start) ? stat : undefined });
  }

  recall(pair: OverlayPair, environment: Environment): RenderedPair | undefined {
    const files = pair.files.map((file) => this.overlayFiles.get(file)!.digest);
    const facts = this.#factsOf(environment);
    const waived = this.#waivedOf(pair);
    const remembered = { pair, waived, facts, files };
    const name = `${pair.environment}/${pair.system}`;
    this.pairs.set(name, remembered);
    const identity = this.#identityBefore();
    const entry = identity === undefined ? undefined : this.#surroundings.aside(() => readPair(this.#store, pairKey(identity, { environment: pair.environment, system: pair.system, waived }, facts, files)));
    if (entry === undefined) return undefined;
    this.pairs.set(name, { ...remembered, entry });
    return { environment: pair.environment, system: pair.system, files: entry.files };
  }

  /**
   * Keeps what was rendered: only once everything is known to be right.
   *
   * @returns what an index needs to know of the pairs; undefined where what was rendered may depend on what nobody can look up, or on what changed meanwhile
   */
  keep(rendered: readonly RenderedPair[]): KeptRender | undefined {
    // What changed since it was asked may be in what was rendered in its old form or in its new one.
    if (this.#surroundings.isBlind || this.#surroundings.hasChanged) return undefined;
    const { answers } = this.#surroundings;
    const identity = renderIdentity(this.#bundle, answers);
    const isSame = identity === this.#before?.identity;
    if (!isSame) keepReads(this.folder, this.#bundle, answers);
    const pairs = rendered.map((one): KeptPair => {
      const { environment, system } = one;
      const { pair, waived, facts, files, entry } = this.pairs.get(`${environment}/${system}`)!;
      const key = pairKey(identity, { environment, system, waived }, facts, files);
      const made = entry ?? entryOf(one, pair);
      if (entry === undefined || !isSame) this.#store.write(key, encodeEntry(key, made));
      return { environment, system, waived, key, cross: made.cross, notes: made.notes, files: pair.files, names: one.files.map(({ name }) => name) };
    });
    this.#store.sweep();
    return { bundle: this.#bundle, identity, reads: [...answers.keys()].sort(), facts: Object.fromEntries([...this.#facts].map(([{ name }, digest]) => [name, digest])), waivedUntil: this.#waivedUntil, pairs };
  }

  #factsOf(environment: Environment): string {
    let facts = this.#facts.get(environment);
    if (facts === undefined) this.#facts.set(environment, (facts = digestOf(JSON.stringify(environment))));
    return facts;
  }

  /** Of what may stay only what a render asks: who answers for it, and why, changes nothing. */
  #waivedOf({ environment, system, waivers = [] }: OverlayPair): string {
    for (const { expires } of waivers) if (this.#waivedUntil === '' || expires < this.#waivedUntil) this.#waivedUntil = expires;
    const own = waivers.filter((waiver) => mayConcern(waiver, environment, system)).map(({ rule, object: { kind, namespace = null, name } }) => [rule, kind, namespace, name]);
    return own.length === 0 ? '' : digestOf(JSON.stringify(own));
  }

  /** Undefined where it is not known what renders by this bundle read: then nothing can be recalled. */
  #identityBefore(): string | undefined {
    if (this.#before !== undefined) return this.#before.identity;
    const known = this.#surroundings.aside(() => knownReads(this.folder, this.#bundle));
    if (known !== undefined) this.#surroundings.add(known);
    const isKnown = known !== undefined && !this.#surroundings.isBlind && !this.#surroundings.hasChanged;
    this.#before = { identity: isKnown ? renderIdentity(this.#bundle, this.#surroundings.answers) : undefined };
    return this.#before.identity;
  }
}

/** A pair as an index keeps it, still without stats. */
interface KeptPair {
  readonly environment: string;
  readonly system: string;
  readonly waived: string;
  readonly key: string;
  readonly cross: string;
  readonly notes: readonly string[];
  /** Its overlay files, in the order of its key. */
  readonly files: readonly string[];
  /** The names of what was rendered, in order. */
  readonly names: readonly string[];
}

/** What was kept of a render. */
export interface KeptRender extends Pick<StatIndex, 'bundle' | 'identity' | 'reads' | 'facts' | 'waivedUntil'> {
  readonly pairs: readonly KeptPair[];
}

/** What is kept of a pair that was rendered just now, with outlines. */
export function entryOf({ files }: RenderedPair, { release, preview, files: from }: OverlayPair): PairEntry {
  return {
    files,
    cross: digestOf(crossText(files.map(({ manifest }) => manifest), release)),
    notes: (preview?.notes ?? []).map((text) => `${from.at(-1)!}: ${text}`),
  };
}
