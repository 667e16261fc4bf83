import { join } from 'node:path';
import { type RenderedPair } from '../render/render-pair.ts';
import { explainingIo } from './dist/io-failure.ts';
import { withLock } from './dist/lock.ts';
import { type Outdir } from './dist/outdir.ts';
import { type DistPlan, planDist } from './dist/plan.ts';
import { clearLeft } from './dist/staging.ts';
import { applyPlan, fallbackStaging } from './dist/write.ts';

/** What a folder is brought up to. */
export interface DistTarget {
  readonly outdir: Outdir;
  /** Whether every pair is rendered, so that folders of any other pair are removed. */
  readonly whole: boolean;
}

/** What writing says while it works. */
export interface WriteTalk {
  /** Somebody else writes; called once. */
  onWait(holder: string): void;
  /** Just before the first file is changed. */
  onTouch(): void;
}

/**
 * Renders, then makes folders hold exactly what was rendered: whole or not at all. Every folder is
 * looked through before the first is changed, and none is while another process writes here.
 *
 * @param root the project; `.slipway` in it holds the lock and the staging folder
 * @throws UserError when rendering fails, a folder holds what is not slipway's, or the disk refuses
 */
export function writeDist(root: string, targets: readonly DistTarget[], render: () => readonly RenderedPair[], talk: WriteTalk): { pairs: readonly RenderedPair[]; plans: DistPlan[] } {
  return explainingIo(root, () =>
    withLock(join(root, '.slipway', 'synth.lock'), { onWait: talk.onWait }, () => {
      for (const left of [join(root, '.slipway', 'staging'), ...targets.map(({ outdir }) => fallbackStaging(outdir))]) clearLeft(left);
      const pairs = render();
      const plans = targets.map(({ outdir, whole }) => planDist(outdir, pairs, whole));
      for (const plan of plans) applyPlan(plan, root, talk.onTouch);
      return { pairs, plans };
    }),
  );
}

/** What writing would change; changes nothing. */
export function compareDist(root: string, target: DistTarget, pairs: readonly RenderedPair[]): DistPlan {
  return explainingIo(root, () => planDist(target.outdir, pairs, target.whole));
}
