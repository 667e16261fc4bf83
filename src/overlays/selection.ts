import { type Problem, quoted } from '../kernel/problem.ts';
import { nearest } from '../kernel/nearest.ts';

/** Restricts what is loaded; an absent or empty list restricts nothing. */
export interface Selection {
  readonly environments?: readonly string[];
  readonly systems?: readonly string[];
  /** Further restricts which pairs are taken. @default all */
  pair?(environment: string, system: string): boolean;
}

/** Whether the selection takes the name. */
export function takes(selected: readonly string[] | undefined, name: string): boolean {
  return selected === undefined || selected.length === 0 || selected.includes(name);
}

/** Whether the selection takes the pair. */
export function takesPair(selection: Selection, environment: string, system: string): boolean {
  return takes(selection.environments, environment) && takes(selection.systems, system) && selection.pair?.(environment, system) !== false;
}

/** Names in a selection that nothing has, each with the nearest that something has. */
export function unknownNames(what: 'environment' | 'system', selected: readonly string[] | undefined, known: readonly string[]): Problem[] {
  return [...new Set(selected)]
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return {
        message: `there is no ${what} ${quoted(name)}${near === undefined ? '' : `, did you mean ${quoted(near)}?`}`,
        allowed: known.length === 0 ? `no ${what} is there yet` : [...known].sort().join(', '),
        ...(near === undefined ? {} : { fix: near }),
      };
    });
}
