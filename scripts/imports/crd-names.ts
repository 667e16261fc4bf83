import type { Shape } from './crd-types.ts';
import { byCodeUnits } from './schema.ts';

/**
 * Names the shapes of a custom resource: the kind, then the field that holds the shape
 * (`ExternalSecretRemoteRef`). Where two shapes would have one name, the one nearer to the root gets
 * it and the other takes in as many parent fields as it needs, so that a field added deep inside by
 * a later release renames nothing above it.
 *
 * @param taken names that are in use already
 */
export function nameShapes(kind: string, shapes: readonly Shape[], taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const used = new Set(taken);
  const names = new Map<string, string>();
  const nearestFirst = shapes.map(({ id, paths }) => ({ id, path: tellingPath(paths) })).sort((a, b) => byNearness(a.path, b.path));
  for (const { id, path } of nearestFirst) {
    const name = firstFree(candidates(kind, path), used);
    used.add(name);
    names.set(id, name);
  }
  return names;
}

/** Of the places a shape stands at, the nearest one under the field name it has most often. */
function tellingPath(paths: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path.at(-1) ?? '', (counts.get(path.at(-1) ?? '') ?? 0) + 1);
  const count = (path: readonly string[]): number => counts.get(path.at(-1) ?? '') ?? 0;
  const [best] = [...paths].sort((a, b) => count(b) - count(a) || byNearness(a, b));
  return best ?? [];
}

function byNearness(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || byCodeUnits(a.join('\0'), b.join('\0'));
}

function* candidates(kind: string, path: readonly string[]): Generator<string> {
  const words = path.map(pascal);
  for (let length = 1; length <= words.length; length++) yield kind + words.slice(-length).join('');
  for (let number = 2; ; number++) yield `${kind}${words.join('')}${number}`;
}

function firstFree(names: Iterable<string>, used: ReadonlySet<string>): string {
  for (const name of names) if (!used.has(name)) return name;
  throw new Error('no name is free');
}

function pascal(word: string): string {
  return word
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
