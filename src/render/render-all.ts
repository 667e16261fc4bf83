import { type Problem, sortProblems, UserError } from '../kernel/problem.ts';
import { loadOverlays } from '../overlays/load.ts';
import { renderPair, type RenderedPair } from './render-pair.ts';
import { type SystemDefinition } from './system-definition.ts';

/** What to render. */
export interface RenderOptions {
  /** The folder that holds `overlays/`. */
  readonly root: string;
  readonly systems: readonly SystemDefinition[];
  /** Restricts what is rendered; an absent or empty list restricts nothing. */
  readonly only?: { readonly environments?: readonly string[]; readonly systems?: readonly string[] };
}

/**
 * Renders every pair of system and environment that has an overlay, sorted by environment, then
 * system. Reads the overlays; touches nothing.
 *
 * @throws UserError with the problems of all files and all pairs
 */
export function renderAll(options: RenderOptions): RenderedPair[] {
  const { pairs } = loadOverlays(options);
  const definitions = new Map(options.systems.map((definition) => [definition.name, definition]));
  const problems: Problem[] = [];
  const rendered: RenderedPair[] = [];
  for (const pair of pairs) {
    try {
      rendered.push(renderPair(definitions.get(pair.system)!, pair));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  return rendered;
}
