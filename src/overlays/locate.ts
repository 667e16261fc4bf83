import { credentialIn } from '../kernel/credential.ts';
import { type Path, pathText } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
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

/** The line to type: the last key of the path and a value, which is YAML already. */
export function lineFor(path: Path, yaml: string): string {
  const step = path.at(-1);
  if (step === undefined) return yaml;
  return typeof step === 'number' ? `- ${yaml}` : `${scalarText(shownStep(step))}: ${yaml}`;
}
