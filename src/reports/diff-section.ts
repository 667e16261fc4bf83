import { higherRisk, type Risk, RISKS } from '../diff/diff.ts';
import { type PairDiff } from './diff-report.ts';
import { type DiffRow } from './diff-row.ts';
import { type ScopeParts, scopeOf } from './diff-scope.ts';

/** What is the same in some pairs. */
export interface DiffSection {
  readonly scope: ScopeParts;
  /** The pairs, ascending. */
  readonly pairs: readonly number[];
  readonly risk: Risk;
  readonly rows: readonly DiffRow[];
}

/** Rows by the pairs that they are in: the highest risk first, then in the order of the pairs. */
export function sectionsOf(pairs: readonly PairDiff[], rows: readonly DiffRow[]): DiffSection[] {
  const byPairs = new Map<string, DiffRow[]>();
  for (const row of rows) {
    const id = row.pairs.join(',');
    const known = byPairs.get(id);
    if (known === undefined) byPairs.set(id, [row]);
    else known.push(row);
  }
  return [...byPairs.values()]
    .map((own): DiffSection => ({
      scope: scopeOf(pairs, own[0]!.pairs),
      pairs: own[0]!.pairs,
      risk: own.reduce<Risk>((risk, row) => higherRisk(risk, row.risk), 'none'),
      rows: own,
    }))
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || (a.pairs[0] ?? 0) - (b.pairs[0] ?? 0) || b.pairs.length - a.pairs.length);
}
