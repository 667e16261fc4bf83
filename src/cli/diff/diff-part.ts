import { UserError } from '../../kernel/problem.ts';
import { type DiffReport, type ObjectOrigin, type PairDiff } from '../../reports/diff-report.ts';
import { inPairOrder } from '../manifests/pair-manifests.ts';

/** A report as plain data that holds all of it. */
export interface DiffPart extends Omit<DiffReport, 'pairs'> {
  readonly pairs: readonly (Omit<PairDiff, 'origins'> & { readonly origins: readonly (readonly [string, Omit<ObjectOrigin, 'fields'> & { readonly fields: ReadonlyArray<readonly [string, NonNullable<ObjectOrigin['file']>]> }])[] })[];
}

/** A report of some of the pairs as plain data. */
export function diffPart(report: DiffReport): DiffPart {
  return { ...report, pairs: report.pairs.map((pair) => ({ ...pair, origins: [...pair.origins].map(([key, origin]) => [key, { ...origin, fields: [...origin.fields] }] as const) })) };
}

/**
 * One report of all pairs, from those of some each.
 *
 * @throws UserError where they do not compare the same two sides
 */
export function mergedDiff(parts: readonly [DiffPart, ...DiffPart[]]): DiffReport {
  const [{ before, after, mode }] = parts;
  const other = parts.find((part) => part.before !== before || part.after !== after || part.mode !== mode);
  if (other !== undefined) throw new UserError({ message: `the parts compare different sides: ${before} with ${after}, and ${other.before} with ${other.after}`, fix: 'make all parts at the same commit' });
  return {
    before,
    after,
    mode,
    pairs: inPairOrder(parts.flatMap(({ pairs }) => pairs)).map((pair): PairDiff => ({ ...pair, origins: new Map(pair.origins.map(([key, origin]) => [key, { ...origin, fields: new Map(origin.fields) }])) })),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}
