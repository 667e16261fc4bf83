import { type Problem, sortProblems, UserError } from '../kernel/problem.ts';
import { type LoadedOverlays, loadOverlays } from '../overlays/load.ts';
import { archiveProblems } from './archive-clashes.ts';
import { clusterProblems } from './cluster-clashes.ts';
import { renderArgocd } from './render-argocd.ts';
import { renderPair, type RenderedPair } from './render-pair.ts';
import { type RenderedFolder } from './rendered-folder.ts';
import { versionProblems } from './same-version.ts';
import { type SystemDefinition } from './system-definition.ts';

/** What to render. */
export interface RenderOptions {
  /** The folder that holds `overlays/`. */
  readonly root: string;
  readonly systems: readonly SystemDefinition[];
  /** Restricts what is rendered; an absent or empty list restricts nothing. */
  readonly only?: { readonly environments?: readonly string[]; readonly systems?: readonly string[] };
  /** Whether waivers hold only until their last day. @default true */
  readonly waiversEnd?: boolean;
  /** Renders as if every environment ran this minor version. @default what `environments.yaml` says of each */
  readonly kubernetes?: string;
}

/** Everything that `dist` holds. */
export interface RenderedDist {
  /** By environment, then system. */
  readonly pairs: readonly RenderedPair[];
  /** What Argo CD itself needs; empty where `environments.yaml` names no GitOps repository. */
  readonly argocd: readonly RenderedFolder[];
  /** What is previewed otherwise than its release file has it. @default nothing */
  readonly notes?: readonly string[];
}

/**
 * Renders every pair of system and environment that has an overlay, sorted by environment, then
 * system. Reads the overlays; touches nothing.
 *
 * @throws UserError with the problems of all files and all pairs
 */
export function renderAll(options: RenderOptions): RenderedPair[] {
  return renderPairs(options, overlaysOf(options));
}

/**
 * Renders the pairs, and what Argo CD needs to pull them; where only some are wanted, nothing that
 * concerns others.
 *
 * @throws UserError with the problems of all files and all pairs, or of what Argo CD would refuse
 */
export function renderDist(options: RenderOptions): RenderedDist {
  const overlays = overlaysOf(options);
  const pairs = renderPairs(options, overlays);
  const { environments = [], systems = [] } = options.only ?? {};
  const notes = overlays.pairs.flatMap(({ files, preview }) => (preview?.notes ?? []).map((text) => `${files.at(-1)!}: ${text}`));
  return { pairs, argocd: renderArgocd(overlays, pairs, environments.length === 0 && systems.length === 0), ...(notes.length === 0 ? {} : { notes }) };
}

function overlaysOf(options: RenderOptions): LoadedOverlays {
  const overlays = loadOverlays(options);
  const { kubernetes } = options;
  if (kubernetes === undefined) return overlays;
  return { ...overlays, pairs: overlays.pairs.map((pair) => ({ ...pair, target: { ...pair.target, kubernetes } })) };
}

function renderPairs(options: RenderOptions, { environments, pairs }: LoadedOverlays): RenderedPair[] {
  const definitions = new Map(options.systems.map((definition) => [definition.name, definition]));
  const problems: Problem[] = versionProblems(pairs);
  const rendered: RenderedPair[] = [];
  for (const pair of pairs) {
    try {
      rendered.push(renderPair(definitions.get(pair.system)!, pair, pairs));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...clusterProblems(rendered, environments), ...archiveProblems(rendered, pairs));
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  return rendered;
}
