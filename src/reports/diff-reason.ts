import { type RowChange, type RowImpact } from './diff-row.ts';

/** Their word and the change say it all. */
const SELF_EVIDENT: ReadonlySet<string> = new Set(['no-effect', 'metadata-only', 'created', 'pruned', 'image', 'capacity', 'ordering']);

/** Whether an impact's word and the change beside it already say its reason. */
export function isSelfEvident({ id, wayOut, risk }: RowImpact, changes: readonly RowChange[]): boolean {
  if (id === 'scale') return wayOut === undefined && changes.some(({ change }) => change.path === 'spec.replicas');
  // What a workload asks for is seen; what a namespace no longer takes is not.
  if (id === 'capacity' && risk !== 'low') return false;
  return SELF_EVIDENT.has(id);
}

/** The reasons of an impact without what its word says already. */
export function toldReasons({ id, reasons }: RowImpact): readonly string[] {
  if (id !== 'in-place') return reasons;
  return reasons.flatMap((reason) => {
    const detail = /^changes in place: (.+)$/s.exec(reason)?.[1];
    return detail === undefined ? [] : [detail];
  });
}
