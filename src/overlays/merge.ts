import { type Json } from '../kernel/manifest.ts';
import { type Path } from '../kernel/path.ts';
import { type JsonMap, isMap, valueAt } from './data.ts';

/** A place in a file, line and column counted from 1. */
export interface Source {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One file's part in a merge. */
export interface Layer {
  /** Path of the file, relative to the project root, with forward slashes. */
  readonly file: string;
  readonly value: JsonMap;
  /** Where the layer starts in the file's data; problems are shown with it. @default the whole file */
  readonly prefix?: Path;
  /** Where the key or the value at a path of the layer stands in the file. */
  readonly positionOf: (path: Path, part: 'key' | 'value') => { readonly line: number; readonly column: number };
}

/** What layers come to, and which of them said what. */
export interface Merged {
  readonly value: JsonMap;
  readonly layers: readonly Layer[];
  /** Where `null` stands although no earlier layer has the key: it removes nothing, so it is a mistake. */
  readonly idleRemovals: readonly { readonly layer: Layer; readonly path: Path }[];
}

/**
 * The layers laid over each other, the last on top: maps merge, lists and scalars replace, `null`
 * removes. Keys come out in code-unit order, so that their order in the files means nothing.
 */
export function merge(layers: readonly Layer[]): Merged {
  const idleRemovals: { layer: Layer; path: Path }[] = [];
  let value: JsonMap = emptyMap();
  for (const layer of layers) value = mergeMaps(value, layer.value, [], (path) => idleRemovals.push({ layer, path }));
  return { value, layers, idleRemovals };
}

/**
 * The layer that won at the path: the last that has it, unless one above replaced what it lies in.
 * For a map that several layers hold parts of, it is the last of them; undefined where no layer has the path.
 */
export function layerOf(merged: Merged, path: Path): Layer | undefined {
  if (valueAt(merged.value, path) === undefined) return undefined;
  return merged.layers.findLast((layer) => valueAt(layer.value, path) !== undefined && valueAt(layer.value, path) !== null);
}

/** Where the value (or the key) at the path of the merged data was written; undefined where nothing is. */
export function sourceOf(merged: Merged, path: Path, part: 'key' | 'value' = 'value'): Source | undefined {
  const layer = layerOf(merged, path);
  return layer === undefined ? undefined : { file: layer.file, ...layer.positionOf(path, part) };
}

/** @param below what was merged, and so is sorted and without a prototype */
function mergeMaps(below: JsonMap, above: JsonMap, path: Path, idle: (path: Path) => void): JsonMap {
  const merged = emptyMap();
  for (const key of sortedKeys(below, above)) {
    const old = below[key];
    const fresh = Object.hasOwn(above, key) ? above[key] : undefined;
    if (fresh === null) {
      if (old === undefined) idle([...path, key]);
    } else if (isMap(fresh)) {
      merged[key] = mergeMaps(isMap(old) ? old : emptyMap(), fresh, [...path, key], idle);
    } else {
      merged[key] = (fresh ?? old)!;
    }
  }
  return merged;
}

function sortedKeys(below: JsonMap, above: JsonMap): string[] {
  const keys = Object.keys(below);
  const before = keys.length;
  for (const key of Object.keys(above)) if (below[key] === undefined) keys.push(key);
  return keys.length === before ? keys : keys.sort();
}

/** Without a prototype, `__proto__` and `constructor` are keys like any other. */
function emptyMap(): { [key: string]: Json } {
  return Object.create(null) as { [key: string]: Json };
}
