import { join } from 'node:path';
import { type RenderedDist } from '../render/render-all.ts';
import { explainingIo, explainingIoLater } from './dist/io-failure.ts';
import { holdLock } from './dist/lock.ts';
import { type DistPlan, type DistTarget, planDist } from './dist/plan.ts';
import { clearLeft } from './dist/staging.ts';
import { settled } from './dist/settled.ts';
import { applyPlan, fallbackStaging } from './dist/write.ts';

/** What writing says while it works. */
export interface WriteTalk {
  /** Somebody else writes; called once. */
  onWait(holder: string): void;
  /** Just before the first file is changed: all new ones are complete. */
  onTouch(): void;
}

/**
 * Renders, then makes folders hold exactly what was rendered: whole or not at all. Every folder is
 * looked through before the first is changed, and none is while another process writes here.
 *
 * @param root the project; `.slipway` in it holds the lock and the staging folder
 * @param isWanted which of the folders are written after all, once it is known what would be
 * @throws UserError when rendering fails, a folder holds what is not slipway's, or the disk refuses
 */
export async function writeDist(root: string, targets: readonly DistTarget[], render: () => RenderedDist | Promise<RenderedDist>, talk: WriteTalk, isWanted: (target: DistTarget) => boolean = () => true): Promise<{ rendered: RenderedDist; plans: DistPlan[] }> {
  const explained = <Result>(run: () => Result): Result => explainingIo(root, run);
  const release = explained(() => holdLock(join(root, '.slipway', 'synth.lock'), { onWait: talk.onWait }));
  try {
    explained(() => {
      for (const left of [join(root, '.slipway', 'staging'), ...targets.map(({ outdir }) => fallbackStaging(outdir))]) clearLeft(left);
    });
    const rendered = await explainingIoLater(root, render);
    await settled();
    const plans = explained(() => targets.filter(isWanted).map((target) => planDist(target, rendered)));
    for (const plan of plans) explained(() => applyPlan(plan, root, talk.onTouch));
    return { rendered, plans };
  } finally {
    release();
  }
}

/** What writing would change; changes nothing. */
export function compareDist(root: string, target: DistTarget, rendered: RenderedDist): DistPlan {
  return explainingIo(root, () => planDist(target, rendered));
}
