import { type PairDiff } from './diff-report.ts';
import { thousands } from './diff-fold.ts';

/** Where something is the same: environments and systems, as few words as possible. */
export interface ScopeParts {
  /** Each a group of environments with the systems it holds in each of them. */
  readonly parts: readonly { readonly environments: readonly string[]; readonly systems: readonly string[] }[];
  readonly pairs: number;
}

/** How many names are told before they are counted. */
const MOST_NAMES = 4;
const MOST_PARTS = 3;

/** The environments and systems of some pairs, those with the same systems together. */
export function scopeOf(pairs: readonly PairDiff[], indices: readonly number[]): ScopeParts {
  const byEnvironment = new Map<string, string[]>();
  for (const index of indices) {
    const { environment, system } = pairs[index]!;
    const systems = byEnvironment.get(environment);
    if (systems === undefined) byEnvironment.set(environment, [system]);
    else systems.push(system);
  }
  const bySystems = new Map<string, { environments: string[]; systems: string[] }>();
  for (const [environment, systems] of byEnvironment) {
    const id = JSON.stringify(systems);
    const known = bySystems.get(id);
    if (known === undefined) bySystems.set(id, { environments: [environment], systems });
    else known.environments.push(environment);
  }
  return { parts: [...bySystems.values()], pairs: indices.length };
}

/** A scope in words, each name as the medium wants it: `dev, staging / shop`, `production / 1,000 systems`. */
export function scopeText({ parts, pairs }: ScopeParts, name: (text: string) => string): string {
  if (parts.length > MOST_PARTS) {
    const environments = [...new Set(parts.flatMap(({ environments: of }) => of))];
    return `${counted(environments, 'environments', name)} / ${thousands(pairs)} places`;
  }
  return parts
    .map(({ environments, systems }) => {
      const sides = [counted(environments, 'environments', name), counted(systems, 'systems', name)].filter((text) => text !== '');
      return sides.join(' / ');
    })
    .filter((text) => text !== '')
    .join('; ');
}

function counted(names: readonly string[], noun: string, name: (text: string) => string): string {
  const told = names.filter((one) => one !== '');
  return told.length > MOST_NAMES ? `${thousands(told.length)} ${noun}` : told.map(name).join(', ');
}
