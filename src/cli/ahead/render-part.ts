import { type SystemDefinition } from '../../render/system-definition.ts';
import { renderFew } from '../cache/render-few.ts';
import { type Surroundings } from '../cache/surroundings.ts';
import { settled } from '../dist/settled.ts';
import { listening } from './listening.ts';
import { type Part, type RenderedPart } from './part.ts';

/** Renders a part in a worker thread. Whatever goes wrong, nothing is told: the main thread renders those pairs again. */
export async function renderPart({ root, systems, surroundings }: { readonly root: string; readonly systems: readonly SystemDefinition[]; readonly surroundings: Surroundings }, { pairs, digests }: Part): Promise<RenderedPart> {
  const { result: entries, talks } = listening(() => {
    try {
      return renderFew({ root, systems, surroundings }, pairs, digests);
    } catch {
      return undefined;
    }
  });
  // A definition that is still at work might yet fail, and this thread by it.
  await settled();
  // What it leaves behind would end with this thread.
  return { entries: talks || surroundings.leavesWork ? undefined : entries, answers: surroundings.answers, isBlind: surroundings.isBlind, talks };
}
