import { type Path } from '../kernel/path.ts';

/** A value of an overlay that is no map and no list with anything in it. */
export interface Leaf {
  readonly path: Path;
  readonly value: unknown;
}

/** Deep enough for any overlay. */
const DEEPEST = 12;

/** Every leaf of values, in their order; a reference into the secret store is one, as it is written. */
export function leavesOf(value: unknown, path: Path = []): Leaf[] {
  const reference = referenceOf(value);
  if (reference !== undefined) return [{ path, value: reference }];
  if (typeof value !== 'object' || value === null || path.length > DEEPEST) return path.length === 0 ? [] : [{ path, value }];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([step, inner]) => leavesOf(inner, [...path, step]));
}

/** A component `price-feed` is `priceFeed` in an overlay. */
export function camelOf(name: string | number | undefined): string {
  return String(name).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `path#property` of a parsed reference; undefined of anything else. */
function referenceOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('key' in value) || typeof value.key !== 'string') return undefined;
  const property = 'property' in value ? value.property : undefined;
  if (Object.keys(value).some((key) => key !== 'key' && key !== 'property')) return undefined;
  return typeof property === 'string' ? `${value.key}#${property}` : property === undefined ? value.key : undefined;
}
