import { credentialIn } from '../kernel/credential.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { mayBeShown } from './clear-secret.ts';
import { scalarText, valueAt } from './data.ts';
import { type Layer, type Merged, layerOf } from './merge.ts';

/** Where something about merged data is reported. */
export type Place = Required<Pick<Problem, 'file' | 'line' | 'column' | 'path'>>;

/**
 * Where the value (or key) at the path was written. Of what nobody wrote, a missing key or a default,
 * it is the nearest map around it, in the last file that holds part of that.
 */
export function locate(merged: Merged, path: Path, part: 'key' | 'value' = 'value'): Place {
  const layer = layerOf(merged, path);
  if (layer !== undefined) return placeIn(layer, path, path, part);
  const removal = removalOf(merged, path);
  if (removal !== undefined) return placeIn(removal.layer, removal.path, path, 'key');
  let around = path.slice(0, -1);
  while (around.length > 0 && valueAt(merged.value, around) === undefined) around = around.slice(0, -1);
  return placeIn(layerOf(merged, around) ?? merged.layers.at(-1)!, around, path, 'key');
}

/** Where the value (or key) at a path of one layer stands, shown as the path `shown` without any credential in it. */
export function placeIn(layer: Layer, at: Path, shown: Path, part: 'key' | 'value'): Place {
  const { line, column } = layer.positionOf(at, part);
  return { file: layer.file, line, column, path: pathText([...(layer.prefix ?? []), ...shown].map(shownStep)) };
}

/** A step of a path as it may be shown: no credential, and no longer than a line. */
function shownStep(step: string | number): string | number {
  if (typeof step === 'number') return step;
  if (credentialIn(step) !== undefined) return '(not shown)';
  return step.length > 80 ? `${step.slice(0, 77)}...` : step;
}

/** The `null` of the last file that removed what stood at the path, or what it lay in. */
export function removalOf(merged: Merged, path: Path): { readonly layer: Layer; readonly path: Path } | undefined {
  for (let at = path; at.length > 0 && valueAt(merged.value, at) === undefined; at = at.slice(0, -1)) {
    const layer = merged.layers.findLast(({ value }) => valueAt(value, at) === null);
    if (layer !== undefined) return { layer, path: at };
  }
  return undefined;
}

/** {@link lineFor} where something stands already: an item of a list on one line is typed with the others. */
export function lineInPlace(merged: Merged, path: Path, yaml: string): string {
  const list = path.slice(0, -1);
  const layer = layerOf(merged, list);
  const items = valueAt(merged.value, list);
  if (typeof path.at(-1) !== 'number' || typeof list.at(-1) !== 'string' || layer === undefined || !Array.isArray(items)) return lineFor(path, yaml);
  if (layer.positionOf(list, 'key').line !== layer.positionOf(list, 'value').line) return lineFor(path, yaml);
  const parts = items.map((item: unknown, index) => (index === path.at(-1) ? yaml : typeof item === 'object' ? undefined : scalarText(item)));
  const line = lineFor(list, `[${parts.join(', ')}]`);
  return parts.includes(undefined) || line.length > 200 || !mayBeShown(list, items) ? yaml : line;
}

/** The line to type: the last key of the path and a value, which is YAML already. */
export function lineFor(path: Path, yaml: string): string {
  const step = path.at(-1);
  if (step === undefined) return yaml;
  return typeof step === 'number' ? `- ${yaml}` : `${scalarText(shownStep(step))}: ${yaml}`;
}
