import { definitionOf, shortName } from '../../src/api/schema/published-definition.ts';
import { canonicalText, type PublishedSchema } from '../../src/api/schema/published-schema.ts';

/** The published schemas of one Kubernetes minor. */
export interface CoreRelease {
  /** 36 for 1.36. */
  readonly minor: number;
  /** Ids of definitions by `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, string>>;
  readonly definitions: Readonly<Record<string, PublishedSchema>>;
}

/** The text of Kubernetes' own pack: what several minors share stands there once. */
export function coreText(releases: readonly CoreRelease[]): string {
  const lines = new Map<string, number[]>();
  const add = (name: string, rest: string, minor: number): void => {
    const key = `${name}\n${rest}`;
    lines.set(key, [...(lines.get(key) ?? []), minor]);
  };
  for (const { minor, kinds, definitions } of [...releases].sort((a, b) => a.minor - b.minor)) {
    for (const [kind, id] of Object.entries(kinds)) add(`=${kind}`, shortName(id), minor);
    for (const [id, definition] of Object.entries(definitions)) add(shortName(id), canonicalText(definitionOf(id, definition)), minor);
  }
  const sections = new Map<string, string[]>();
  for (const [key, minors] of lines) sections.set(runsOf(minors), [...(sections.get(runsOf(minors)) ?? []), key.replace('\n', ' ')]);
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([runs, texts]) => `@${runs}\n${texts.sort().join('\n')}\n`).join('');
}

/** `28-31,33-33`. */
function runsOf(minors: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const minor of minors) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === minor - 1) last[1] = minor;
    else runs.push([minor, minor]);
  }
  return runs.map(([first, last]) => `${first}-${last}`).join(',');
}
