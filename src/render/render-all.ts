import { type Problem, sortProblems, UserError } from '../kernel/problem.ts';
import { type Environment } from '../overlays/environment.ts';
import { type LoadedOverlays, type LoadOptions, type LoadWitness, loadOverlays, type OverlayPair } from '../overlays/load.ts';
import { type Selection } from '../overlays/selection.ts';
import { archiveProblems } from './archive-clashes.ts';
import { clusterProblems } from './cluster-clashes.ts';
import { outlinedPair } from './pair-outline.ts';
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
  readonly only?: Selection;
  /** Whether waivers hold only until their last day. @default true */
  readonly waiversEnd?: boolean;
  /** Renders as if every environment ran this minor version. @default what `environments.yaml` says of each */
  readonly kubernetes?: string;
  /** Not asked where `kubernetes` is given, which nothing that is remembered knows of. */
  readonly memory?: RenderMemory;
  /** Whether of manifests no more than outlines is wanted (see pair-outline.ts). @default whether there is a memory, which keeps no more */
  readonly outlines?: boolean;
  /** Is told how many of the pairs are rendered, after each. */
  onPair?(done: number, all: number): void;
}

/** What remembers former renders. It sees every file that is read, so that it knows what a pair is made from. */
export interface RenderMemory extends LoadWitness {
  /**
   * What was rendered of a pair from the very same input; undefined where nobody remembers. Its manifests are
   * outlines (see pair-outline.ts), so that whoever wants more than texts remembers nothing.
   */
  recall(pair: OverlayPair, environment: Environment): RenderedPair | undefined;
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
  return renderPairs(options, loadDist(options));
}

/**
 * Renders the pairs, and what Argo CD needs to pull them; where only some are wanted, nothing that
 * concerns others.
 *
 * @throws UserError with the problems of all files and all pairs, or of what Argo CD would refuse
 */
export function renderDist(options: RenderOptions): RenderedDist {
  return renderLoaded(options, loadDist(options));
}

/**
 * The first half of {@link renderDist}: what is rendered from.
 *
 * @throws UserError with the problems of all files
 */
export function loadDist(options: RenderOptions): LoadedOverlays {
  const overlays = loadOverlays(loadOptions(options));
  const { kubernetes } = options;
  if (kubernetes === undefined) return overlays;
  return { ...overlays, pairs: overlays.pairs.map((pair) => ({ ...pair, target: { ...pair.target, kubernetes } })) };
}

/**
 * The second half of {@link renderDist}.
 *
 * @throws UserError with the problems of all pairs, or of what Argo CD would refuse
 */
export function renderLoaded(options: RenderOptions, overlays: LoadedOverlays): RenderedDist {
  const pairs = renderPairs(options, overlays);
  const { environments = [], systems = [], pair } = options.only ?? {};
  const notes = overlays.pairs.flatMap(({ files, preview }) => (preview?.notes ?? []).map((text) => `${files.at(-1)!}: ${text}`));
  return { pairs, argocd: renderArgocd(overlays, pairs, environments.length === 0 && systems.length === 0 && pair === undefined), ...(notes.length === 0 ? {} : { notes }) };
}

function loadOptions({ memory, ...options }: RenderOptions): LoadOptions {
  return memory === undefined ? options : { ...options, witness: memory };
}

function renderPairs(options: RenderOptions, { environments, pairs }: LoadedOverlays): RenderedPair[] {
  const definitions = new Map(options.systems.map((definition) => [definition.name, definition]));
  const problems: Problem[] = versionProblems(pairs);
  const rendered: RenderedPair[] = [];
  const memory = options.kubernetes === undefined ? options.memory : undefined;
  const { outlines = memory !== undefined } = options;
  const places = new Map(environments.map((environment) => [environment.name, environment]));
  const bySystem = new Map(pairs.map(({ system }): [string, OverlayPair[]] => [system, []]));
  for (const pair of pairs) bySystem.get(pair.system)!.push(pair);
  for (const [index, pair] of pairs.entries()) {
    try {
      const recalled = memory?.recall(pair, places.get(pair.environment)!);
      const made = recalled ?? renderPair(definitions.get(pair.system)!, pair, bySystem.get(pair.system));
      rendered.push(recalled === undefined && outlines ? outlinedPair(made) : made);
      options.onPair?.(index + 1, pairs.length);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(...error.problems);
    }
  }
  problems.push(...clusterProblems(rendered, environments), ...archiveProblems(rendered, pairs));
  if (problems.length > 0) throw new UserError(sortProblems(problems));
  return rendered;
}
