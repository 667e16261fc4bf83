import { type Worker } from 'node:worker_threads';
import { setImmediate } from 'node:timers/promises';
import { type OverlayPair } from '../../overlays/load.ts';
import { outlinedPair } from '../../render/pair-outline.ts';
import { renderPair, type RenderedPair } from '../../render/render-pair.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { type Renderer } from '../place.ts';
import { listening } from './listening.ts';
import { type Part, type WorkerMessage } from './part.ts';

/** What is to be rendered, and by how many. */
export interface AheadOptions {
  readonly systems: readonly SystemDefinition[];
  readonly pairs: readonly OverlayPair[];
  /** Of each overlay file that was read, by path. */
  readonly digests: ReadonlyMap<string, string>;
  readonly renderer: Renderer;
  /** This one included. */
  readonly threads: number;
  /** Started already; they are ended here as well. */
  readonly workers: readonly Worker[];
  /** Is told how many are rendered. */
  onDone(done: number): void;
}

/** Pairs in a part at most: while one is under way, nobody else can take over from it. */
const MOST_IN_PART = 16;

/** Parts that each thread gets about, so that all end at one time. */
const PARTS_A_THREAD = 8;

/** Files that every pair is rendered from. */
const OF_ALL = ['overlays/environments.yaml', 'overlays/waivers.yaml'];

/**
 * Renders pairs in several threads, this one among them, before they are asked for in their order. Whatever is
 * not plain (an error, something printed, a thread that ends) is left out: whoever then renders what is lacking,
 * one after the other, comes upon it as if there were no threads.
 *
 * @returns by `<environment>/<system>`; of the manifests there are outlines alone
 */
export async function renderAhead({ systems, pairs, digests, renderer, threads, workers, onDone }: AheadOptions): Promise<ReadonlyMap<string, RenderedPair>> {
  const rendered = new Map<string, RenderedPair>();
  const parts = partsOf(pairs, Math.ceil(pairs.length / (threads * PARTS_A_THREAD)));
  const definitions = new Map(systems.map((definition) => [definition.name, definition]));
  let isOver = false;
  const put = (pair: RenderedPair): void => {
    rendered.set(`${pair.environment}/${pair.system}`, pair);
    onDone(rendered.size);
  };
  const next = (): readonly OverlayPair[] | undefined => (isOver ? undefined : parts.pop());
  const onMessage = (message: Exclude<WorkerMessage, 'ready'>): void => {
    renderer.surroundings.join(message.answers, message.isBlind);
    isOver ||= message.talks;
    for (const [name, { files }] of message.entries ?? []) {
      const [environment, system] = name.split('/') as [string, string];
      put({ environment, system, files });
    }
  };
  const helpers = Array.from({ length: Math.min(threads, parts.length) - 1 }, (_, index) => help(workers[index] ?? renderer.openWorker(), () => toPart(next(), digests), onMessage));
  try {
    for (let part = next(); part !== undefined; part = next()) {
      const own = part;
      const { result, talks } = listening(() => renderer.surroundings.during(() => own.flatMap((pair) => tryPair(definitions.get(pair.system)!, pair) ?? [])));
      isOver ||= talks;
      if (!talks) result.forEach(put);
      // Messages of the others come in between.
      await setImmediate();
    }
    await Promise.all(helpers.map(({ idle }) => idle()));
  } finally {
    for (const { worker } of helpers) void worker.terminate();
  }
  return rendered;
}

function tryPair(definition: SystemDefinition, pair: OverlayPair): RenderedPair | undefined {
  try {
    return outlinedPair(renderPair(definition, pair));
  } catch {
    return undefined;
  }
}

/** Parts a worker has at once: one under way, and one that it goes on with. */
const AT_ONCE = 2;

interface Helper {
  readonly worker: Worker;
  /** Resolves once it has nothing to do any more, or is gone; at once where it has not begun. */
  idle(): Promise<void>;
}

function help(worker: Worker, next: () => Part | undefined, onMessage: (message: Exclude<WorkerMessage, 'ready'>) => void): Helper {
  let underWay = 0;
  let onIdle: (() => void) | undefined;
  const give = (): void => {
    for (let part = underWay < AT_ONCE ? next() : undefined; part !== undefined; part = underWay < AT_ONCE ? next() : undefined) {
      underWay += 1;
      worker.postMessage(part);
    }
    if (underWay === 0) onIdle?.();
  };
  const gone = (): void => {
    underWay = 0;
    onIdle?.();
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message !== 'ready') {
      underWay -= 1;
      onMessage(message);
    }
    give();
  });
  // What it was at is rendered again, and tells of itself what ended the thread.
  worker.on('error', gone);
  worker.on('exit', gone);
  return { worker, idle: () => (underWay === 0 ? Promise.resolve() : new Promise((done) => (onIdle = done))) };
}

/** The pairs of a system stay together, since they share files. The last part is taken first. */
function partsOf(pairs: readonly OverlayPair[], size: number): OverlayPair[][] {
  const bySystem = new Map<string, OverlayPair[]>();
  for (const pair of pairs) bySystem.set(pair.system, [...(bySystem.get(pair.system) ?? []), pair]);
  const parts: OverlayPair[][] = [];
  for (const group of bySystem.values()) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + group.length <= Math.min(size, MOST_IN_PART)) last.push(...group);
    else parts.push([...group]);
  }
  return parts.reverse();
}

function toPart(pairs: readonly OverlayPair[] | undefined, digests: ReadonlyMap<string, string>): Part | undefined {
  if (pairs === undefined) return undefined;
  const files = new Set([...OF_ALL, ...pairs.flatMap((pair) => pair.files)]);
  return {
    pairs: pairs.map(({ environment, system }) => ({ environment, system })),
    digests: new Map([...files].flatMap((file): [string, string][] => (digests.has(file) ? [[file, digests.get(file)!]] : []))),
  };
}
