import { type z } from 'zod';
import { type Problem } from '../kernel/problem.ts';
import { describeIssue } from './issue.ts';
import { placeIn } from './locate.ts';
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
  const problems: Problem[] = merged.idleRemovals.map(({ layer, path }) => ({
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
  for (const issue of issues) {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
    const room = MOST_PROBLEMS - problems.length;
    if (room <= 0) left += keys;
    else if (issue.code !== 'unrecognized_keys' || keys <= room) problems.push(...describeIssue(issue, schema, merged));
    else {
      problems.push(...describeIssue({ ...issue, keys: issue.keys.slice(0, room) }, schema, merged));
      left += keys - room;
    }
  }
  return left === 0 ? problems : [...problems, { file: merged.layers.at(-1)!.file, message: `and ${left} more problems` }];
}
