import { type RenderedPair } from '../render/render-pair.ts';
import { type PairReport, type SynthReport } from '../reports/synth-report.ts';
import { type DistPlan } from './dist/plan.ts';

/** What a plan changes, told pair by pair. */
export function synthReport(pairs: readonly RenderedPair[], plan: DistPlan): SynthReport {
  const reports = new Map<string, PairReport & { changes: PairReport['changes'][number][] }>();
  for (const { environment, system, files } of pairs) reports.set(`${environment}/${system}`, { environment, system, objects: files.length, changes: [] });
  for (const { environment, system } of plan.gonePairs) reports.set(`${environment}/${system}`, { environment, system, objects: 0, changes: [] });
  for (const { environment, system, name, difference } of plan.writes) reports.get(`${environment}/${system}`)!.changes.push({ file: name, reason: difference });
  for (const { environment, system, name } of plan.removals) reports.get(`${environment}/${system}`)!.changes.push({ file: name, reason: 'stale' });
  for (const { changes } of reports.values()) changes.sort((a, b) => (a.file < b.file ? -1 : 1));
  return { outdir: plan.outdir.shown, pairs: [...reports.values()] };
}
