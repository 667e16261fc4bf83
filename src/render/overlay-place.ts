import { type Path } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';
import { camelOf, leavesOf, type Leaf } from './overlay-leaves.ts';

/** Where an overlay says something, or where it would. */
export type OverlayPlace = Pick<Problem, 'file' | 'line' | 'column'>;

/** The part of a pair that places are found by. */
export type PlacedPair = Pick<OverlayPair, 'values' | 'files' | 'sourceOf'>;

/**
 * The line that a variable of a component comes from, as {@link variablePath} finds it; where the
 * overlays say nothing of it, the component's own part of them, which it could be added to; and where
 * there is none, the file that says most about the place.
 *
 * @param text what the variable holds, where that is known and no secret
 */
export function overlayPlace(pair: PlacedPair, component: string, variable: string, text?: string): OverlayPlace {
  const path = variablePath(pair, component, variable, text);
  const source = path === undefined ? undefined : pair.sourceOf(path);
  if (source !== undefined) return source;
  const part = leavesOf(pair.values).find((leaf) => camelOf(leaf.path[0]) === camelOf(component))?.path[0] ?? component;
  // Of the files that a pair is read from, the last is its release, which nobody writes by hand.
  return pair.sourceOf([part], 'key') ?? { file: pair.files.at(-2) ?? pair.files[0]! };
}

/** The path of what a variable of a component comes from: a key of its name, then one whose value it has. */
export function variablePath(pair: Pick<PlacedPair, 'values' | 'sourceOf'>, component: string, variable: string, text?: string): Path | undefined {
  const leaves = leavesOf(pair.values);
  const own = leaves.filter(({ path }) => camelOf(path[0]) === camelOf(component));
  const wanted: ((leaf: Leaf) => boolean)[] = [
    ({ path }) => path.at(-1) === variable,
    ({ path }) => [path.slice(-1), path.slice(1), path].some((steps) => variableOf(steps) === variable),
    ...(text === undefined || text.length < 2 ? [] : [({ value }: Leaf) => String(value) === text]),
  ];
  for (const fits of wanted) {
    const found = [...own.filter(fits), ...leaves.filter(fits)].find(({ path }) => pair.sourceOf(path) !== undefined);
    if (found !== undefined) return found.path;
  }
  return undefined;
}

/** `rateLimitBackend` and `rate.limit.backend` are both `RATE_LIMIT_BACKEND`. */
function variableOf(steps: Path): string {
  return steps.map((step) => String(step).replace(/([a-z0-9])([A-Z])/g, '$1_$2')).join('_').replace(/[-.]/g, '_').toUpperCase();
}
