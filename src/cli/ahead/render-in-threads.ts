import { type Stats, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Worker } from 'node:worker_threads';
import { type Environment } from '../../overlays/environment.ts';
import { type OverlayPair } from '../../overlays/load.ts';
import { type FolderEntry } from '../../overlays/overlay-folder.ts';
import { loadDist, renderLoaded, type RenderedDist, type RenderMemory, type RenderOptions } from '../../render/render-all.ts';
import { type RenderedPair } from '../../render/render-pair.ts';
import { digestOf } from '../cache/digest.ts';
import { type PairMemory } from '../cache/pair-memory.ts';
import { type Surroundings } from '../cache/surroundings.ts';
import { threadsFor } from '../concurrency.ts';
import { type Renderer } from '../place.ts';
import { renderAhead } from './render-ahead.ts';

/**
 * Renders as `renderDist` does, with the same result and the same problems, in several threads where there is
 * enough to render. Of the manifests there may be outlines alone.
 *
 * @param threads how many, this one included; undefined: chosen by what cannot be recalled
 * @throws UserError as `renderDist` does
 */
export async function renderInThreads(options: Omit<RenderOptions, 'memory'>, renderer: Renderer, { threads, memory: remembered }: { readonly threads: number | undefined; readonly memory: PairMemory | undefined }): Promise<RenderedDist> {
  const memory = new MemoryAhead(remembered, renderer.surroundings);
  // They load the bundle while this one loads the overlays.
  const early = remembered?.mayRecall === true ? 1 : (threads ?? threadsFor(pairsAbout(options)));
  const workers = Array.from({ length: early - 1 }, () => renderer.openWorker());
  for (const worker of workers) worker.on('error', () => undefined);
  try {
    return await renderBy(workers, memory, options, renderer, threads);
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

/** How many pairs there are about, by the first, the middle and the last folder of overlays. Nothing but time depends on it. */
function pairsAbout({ root, only: { environments = [], systems = [], pair } = {} }: RenderOptions): number {
  if (environments.length > 0 || systems.length > 0 || pair !== undefined) return 0;
  try {
    const overlays = join(root, 'overlays');
    const folders = readdirSync(overlays, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
    const looked = [...new Set([folders.at(0), folders.at(folders.length / 2), folders.at(-1)])].filter((name) => name !== undefined);
    const pairs = looked.flatMap((name) => readdirSync(join(overlays, name))).filter((name) => name.endsWith('.release.yaml'));
    return looked.length === 0 ? 0 : (folders.length * pairs.length) / looked.length;
  } catch {
    return 0;
  }
}

async function renderBy(workers: readonly Worker[], memory: MemoryAhead, options: RenderOptions, renderer: Renderer, threads: number | undefined): Promise<RenderedDist> {
  const overlays = renderer.surroundings.during(() => loadDist({ ...options, memory }));
  const places = new Map(overlays.environments.map((environment) => [environment.name, environment]));
  const missing = overlays.pairs.filter((pair) => memory.recall(pair, places.get(pair.environment)!) === undefined);
  const chosen = threads ?? threadsFor(missing.length);
  const all = overlays.pairs.length;
  const known = all - missing.length;
  const isWorthIt = chosen > 1 && missing.length > 1;
  // Waited for in any case, so that what an error tells of its way here is the same.
  memory.ahead = await (isWorthIt ? renderAhead({ systems: options.systems, pairs: missing, digests: memory.digests, renderer, threads: chosen, workers, onDone: (done) => options.onPair?.(known + done, all) }) : new Map<string, RenderedPair>());
  return renderer.surroundings.during(() => renderLoaded({ ...options, memory, onPair: (done, total) => memory.ahead.size === 0 && renderer.surroundings.aside(() => options.onPair?.(done, total)) }, overlays));
}

/** Remembers what another one does, and what was rendered ahead. */
class MemoryAhead implements RenderMemory {
  /** Of each overlay file, by path. */
  readonly digests = new Map<string, string>();
  /** By `<environment>/<system>`. */
  ahead: ReadonlyMap<string, RenderedPair> = new Map();
  readonly #recalled = new Map<string, RenderedPair | undefined>();
  readonly #inner: PairMemory | undefined;
  readonly #surroundings: Surroundings;

  constructor(inner: PairMemory | undefined, surroundings: Surroundings) {
    this.#inner = inner;
    this.#surroundings = surroundings;
  }

  reading<Result>(read: () => Result): Result {
    return this.#surroundings.aside(read);
  }

  onRead(file: string, bytes: Uint8Array, stat: Stats): void {
    this.#inner?.onRead(file, bytes, stat);
    this.digests.set(file, this.#inner?.overlayFiles.get(file)?.digest ?? digestOf(bytes));
  }

  onList(folder: string, entries: readonly FolderEntry[], stat: Stats): void {
    this.#inner?.onList(folder, entries, stat);
  }

  recall(pair: OverlayPair, environment: Environment): RenderedPair | undefined {
    const name = `${pair.environment}/${pair.system}`;
    if (!this.#recalled.has(name)) this.#recalled.set(name, this.#inner?.recall(pair, environment));
    return this.#recalled.get(name) ?? this.ahead.get(name);
  }
}
