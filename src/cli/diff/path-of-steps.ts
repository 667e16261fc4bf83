import { type Step } from '../../diff/diff.ts';
import { type Path } from '../../kernel/path.ts';

/** The path in a manifest that the steps of a change lead to; as far as there is one. */
export function pathOfSteps(manifest: unknown, steps: readonly Step[]): Path {
  const path: (string | number)[] = [];
  let value: unknown = manifest;
  for (const step of steps) {
    const at = typeof step === 'object' ? indexOf(value, step.where) : step;
    if (at === undefined || typeof value !== 'object' || value === null || !Object.hasOwn(value, at)) break;
    path.push(at);
    value = (value as Record<string | number, unknown>)[at];
  }
  return path;
}

/** The value that the steps of a change lead to; undefined where there is none. */
export function valueAtSteps(manifest: unknown, steps: readonly Step[]): unknown {
  const path = pathOfSteps(manifest, steps);
  return path.length < steps.length ? undefined : path.reduce<unknown>((value, step) => (value as Record<string | number, unknown>)[step], manifest);
}

/** The item whose keys are these; a key that is not written has its default. */
function indexOf(list: unknown, where: Readonly<Record<string, unknown>>): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const fits = (item: unknown, isStrict: boolean): boolean =>
    typeof item === 'object' && item !== null && Object.entries(where).every(([key, value]) => (Object.hasOwn(item, key) ? (item as Record<string, unknown>)[key] === value : !isStrict));
  const exact = list.findIndex((item) => fits(item, true));
  const found = exact === -1 ? list.findIndex((item) => fits(item, false)) : exact;
  return found === -1 ? undefined : found;
}
