import { type Path } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { type OverlayPair } from '../overlays/load.ts';

/** Where an overlay says something, or where it would. */
export type OverlayPlace = Pick<Problem, 'file' | 'line' | 'column'>;

/** The part of a pair that places are found by. */
export type PlacedPair = Pick<OverlayPair, 'values' | 'files' | 'sourceOf'>;

/**
 * The line that a variable of a component comes from: a key of its name, then one whose value it
 * has; where the overlays say nothing of it, the component's own part of them, which it could be
 * added to; and where there is none, the file that says most about the place.
 *
 * @param text what the variable holds, where that is known and no secret
 */
export function overlayPlace(pair: PlacedPair, component: string, variable: string, text?: string): OverlayPlace {
  const leaves = leavesOf(pair.values);
  const own = leaves.filter(({ path }) => camelOf(path[0]) === camelOf(component));
  const wanted: ((leaf: Leaf) => boolean)[] = [
    ({ path }) => path.at(-1) === variable,
    ({ path }) => [path.slice(-1), path.slice(1), path].some((steps) => variableOf(steps) === variable),
    ...(text === undefined || text.length < 2 ? [] : [({ value }: Leaf) => String(value) === text]),
  ];
  for (const fits of wanted) {
    for (const { path } of [...own.filter(fits), ...leaves.filter(fits)]) {
      const source = pair.sourceOf(path);
      if (source !== undefined) return source;
    }
  }
  const part = leaves.find(({ path }) => camelOf(path[0]) === camelOf(component))?.path[0] ?? component;
  // Of the files that a pair is read from, the last is its release, which nobody writes by hand.
  return pair.sourceOf([part], 'key') ?? { file: pair.files.at(-2) ?? pair.files[0]! };
}

interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Deep enough for any overlay. */
const DEEPEST = 12;

function leavesOf(value: unknown, path: Path = []): Leaf[] {
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return path.length === 0 ? [] : [{ path, value }];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([step, inner]) => leavesOf(inner, [...path, step]));
}

/** `rateLimitBackend` and `rate.limit.backend` are both `RATE_LIMIT_BACKEND`. */
function variableOf(steps: Path): string {
  return steps.map((step) => String(step).replace(/([a-z0-9])([A-Z])/g, '$1_$2')).join('_').replace(/[-.]/g, '_').toUpperCase();
}

/** A component `price-feed` is `priceFeed` in an overlay. */
function camelOf(name: string | number | undefined): string {
  return String(name).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
