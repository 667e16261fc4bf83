import { readSecrets } from '../constructs/external-secrets.ts';
import { parseReference, type SecretReference } from '../constructs/secret-reference.ts';
import { type System } from '../constructs/system.ts';
import { type Path } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { camelOf, leavesOf } from './overlay-leaves.ts';
import { type OverlayPlace, type PlacedPair } from './overlay-place.ts';

/**
 * The line of an overlay that a construct's prop was written at, and the fix with the key that stands
 * there: `api.rateLimit` at `rateLimit` below `api`, and of what is read from the secret store the
 * reference, whatever the construct calls it. Nothing where no overlay says it.
 */
export function propPlace({ path = '', fix }: Problem, pair: PlacedPair, system: System): OverlayPlace & Pick<Problem, 'fix'> {
  const [component, ...steps] = stepsOf(path);
  const found = referencePath(path, pair, system) ?? partPath(String(component), steps, pair);
  const source = found === undefined ? undefined : pair.sourceOf(found);
  if (source === undefined) return {};
  const key = found!.at(-1);
  const named = fix !== undefined && typeof key === 'string' && /\.keys\./.test(path) ? { fix: fix.replace(/^[A-Za-z_][\w.-]*: /, `${key}: `) } : {};
  return { ...source, ...named };
}

/** As deep as the overlay goes along the steps, at least one below the component. */
function partPath(component: string, steps: Path, { values, sourceOf }: PlacedPair): Path | undefined {
  const root = Object.keys(values ?? {}).find((key) => camelOf(key) === camelOf(component));
  if (root === undefined) return undefined;
  for (let length = steps.length; length > 0; length--) {
    const at = [root, ...steps.slice(0, length)];
    if (sourceOf(at) !== undefined) return at;
  }
  return undefined;
}

/** The reference that a problem of what is read from the secret store is about, else the first of those read with it. */
function referencePath(path: string, { values, sourceOf }: PlacedPair, system: System): Path | undefined {
  const read = readSecrets(system).findLast(({ name }) => path === name || path.startsWith(`${name}.`));
  if (read === undefined) return undefined;
  const key = path.slice(`${read.name}.keys.`.length);
  const asked = path.startsWith(`${read.name}.keys.`) && Object.hasOwn(read.keys, key) ? [read.keys[key]!] : Object.values(read.keys);
  const leaves = leavesOf(values).filter((leaf) => sourceOf(leaf.path) !== undefined);
  return asked.map((reference) => leaves.find(({ value }) => value === textOf(reference))?.path).find((found) => found !== undefined);
}

function textOf(reference: SecretReference): string {
  const { key, property } = parseReference(reference);
  return property === undefined ? key : `${key}#${property}`;
}

/** The steps of a prop's path: `canary.steps[0].pause`. */
function stepsOf(path: string): (string | number)[] {
  return [...path.matchAll(/[^.[\]]+|\[(\d+)\]/g)].map((match) => (match[1] === undefined ? match[0] : Number(match[1])));
}
