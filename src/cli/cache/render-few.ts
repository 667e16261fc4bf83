import { UserError } from '../../kernel/problem.ts';
import { renderDist, type RenderMemory } from '../../render/render-all.ts';
import { type SystemDefinition } from '../../render/system-definition.ts';
import { type OverlayPair } from '../../overlays/load.ts';
import { digestOf } from './digest.ts';
import { type PairEntry } from './pair-entry.ts';
import { entryOf } from './pair-memory.ts';
import { type Surroundings } from './surroundings.ts';

/**
 * Renders a few pairs alone.
 *
 * @param digests of overlay files, as the caller knows them
 * @returns undefined where something is wrong with them, or a file is not the one that the caller knows
 */
export function renderFew(
  { root, systems, surroundings }: { readonly root: string; readonly systems: readonly SystemDefinition[]; readonly surroundings: Surroundings },
  wanted: readonly { readonly environment: string; readonly system: string }[],
  digests: ReadonlyMap<string, string>,
): ReadonlyMap<string, PairEntry> | undefined {
  const names = new Set(wanted.map(({ environment, system }) => `${environment}/${system}`));
  const pairs = new Map<string, OverlayPair>();
  let isKnown = true;
  const memory: RenderMemory = {
    reading: (read) => surroundings.aside(read),
    onRead(file, bytes) {
      isKnown &&= digests.get(file) === digestOf(bytes);
    },
    onList: () => undefined,
    recall(pair) {
      pairs.set(`${pair.environment}/${pair.system}`, pair);
      return undefined;
    },
  };
  const only = { systems: [...new Set(wanted.map(({ system }) => system))], pair: (environment: string, system: string) => names.has(`${environment}/${system}`) };
  try {
    const rendered = surroundings.during(() => renderDist({ root, systems, only, memory }));
    return isKnown ? new Map(rendered.pairs.map((one) => [`${one.environment}/${one.system}`, entryOf(one, pairs.get(`${one.environment}/${one.system}`)!)])) : undefined;
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
