import { join } from 'node:path';
import { type RenderedDist } from '../../render/render-all.ts';
import { type DistPlan, type DistTarget } from '../dist/plan.ts';
import { type Renderer } from '../place.ts';
import { DistLook } from './dist-look.ts';
import { isOneFileSystem, keepIndex } from './keep-index.ts';
import { PairMemory } from './pair-memory.ts';

/** A render that recalls what former ones rendered, and is remembered itself once it is known to be right. */
export interface Remembering {
  readonly memory: PairMemory;
  /** The target, with what is right in it taken down. */
  watch(target: DistTarget): DistTarget;
  onStaged(): void;
  /**
   * Everything is in place; or, where it was only compared, known to be right or not. Never fails.
   *
   * @param whole whether all pairs were rendered
   */
  onDone(rendered: RenderedDist, plan: DistPlan, done: { readonly carriedOut: boolean; readonly whole: boolean }): void;
}

/**
 * Begins to remember; undefined where nothing can be: what renders is not known, or the project cannot be
 * written to. It saves time and nothing else.
 */
export function beginRemembering(root: string, renderer: Renderer | undefined): Remembering | undefined {
  if (renderer === undefined) return undefined;
  let memory: PairMemory;
  try {
    memory = new PairMemory(root, renderer.bundle, renderer.surroundings);
  } catch {
    return undefined;
  }
  const dist = join(root, 'dist');
  const look = new DistLook(dist, memory.folder, memory.start);
  return {
    memory,
    watch: (target) => (target.outdir.path === dist ? { ...target, onHeld: look.onHeld } : target),
    onStaged: look.onStaged,
    onDone(rendered, plan, { carriedOut, whole }) {
      try {
        const kept = memory.keep(rendered.pairs);
        if (kept === undefined || !whole || plan.outdir.path !== dist || !isOneFileSystem(memory.folder, dist) || !isOneFileSystem(memory.folder, join(root, 'overlays'))) return;
        look.onDone(plan, carriedOut);
        keepIndex(memory, kept, rendered, plan, look);
      } catch {
        // A full disk, a folder that was swept meanwhile: the next run renders again.
      }
    },
  };
}
