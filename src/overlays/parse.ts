import { type z } from 'zod';
import { type Path } from '../kernel/path.ts';
import { type Problem } from '../kernel/problem.ts';
import { valueAt } from './data.ts';
import { describeIssue } from './issue.ts';
import { locate, placeIn } from './locate.ts';
import { type Merged } from './merge.ts';

/** Values as code reads them, or everything that is wrong with what people wrote. */
export type Parsed<Values> =
  | { readonly outcome: 'parsed'; readonly values: Values }
  | { readonly outcome: 'refused'; readonly problems: readonly Problem[] };

/**
 * Merged data as the values of a schema. Each problem stands in the file and at the position that
 * the value came from, with what is allowed and the line to type.
 */
export function parseMerged<Schema extends z.ZodType>(schema: Schema, merged: Merged): Parsed<z.output<Schema>> {
  const problems: Problem[] = firstIdle(merged).map(({ layer, path }) => ({
    ...placeIn(layer, path, path, 'key'),
    message: 'null removes nothing here: no earlier file sets this key',
    fix: 'delete the line',
  }));
  // A schema parses a few files in a run: to compile it takes longer.
  const result = schema.safeParse(merged.value, { jitless: true });
  if (!result.success) problems.push(...capped(result.error.issues, schema, merged));
  return problems.length === 0 && result.success
    ? { outcome: 'parsed', values: result.data }
    : { outcome: 'refused', problems };
}

/** A file with more wrong than this was not meant to be one of ours, and finding places takes time. */
const MOST_PROBLEMS = 100;

function capped(issues: readonly z.core.$ZodIssue[], schema: z.ZodType, merged: Merged): Problem[] {
  const problems: Problem[] = [];
  let left = 0;
  /** The last that is not shown, behind which the count stands. */
  let last: Path | undefined;
  for (const issue of issues) {
    const path = issue.path as Path;
    const room = Math.max(MOST_PROBLEMS - problems.length, 0);
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.length <= room ? issue.keys : asWritten(issue.keys, path, merged);
      if (room > 0) problems.push(...describeIssue({ ...issue, keys: keys.slice(0, room) }, schema, merged));
      left += Math.max(keys.length - room, 0);
      if (keys.length > room) last = [...path, keys.at(-1)!];
    } else if (room > 0) problems.push(...describeIssue(issue, schema, merged));
    else {
      left++;
      last = path;
    }
  }
  if (last === undefined) return problems;
  const { path: _, ...place } = locate(merged, last, 'key');
  return [...problems, { ...place, message: `and ${left} more problems`, fix: 'mend those above first' }];
}

/** Keys in the order of the files: merged, they are in that of their letters. */
function asWritten(keys: readonly string[], path: Path, { layers }: Merged): string[] {
  const wanted = new Set(keys);
  const written = layers.flatMap(({ value }) => Object.keys(valueAt(value, path) ?? {}).filter((key) => wanted.has(key)));
  return [...new Set([...written, ...keys])];
}

/** A removal of what an earlier file left empty by mistake is not a second mistake. */
function firstIdle({ idleRemovals }: Merged): Merged['idleRemovals'] {
  const seen = new Set<string>();
  return idleRemovals.filter(({ path }) => {
    const key = JSON.stringify(path);
    return !seen.has(key) && seen.add(key);
  });
}
