import { type ChartsReport } from './charts-report.ts';

/**
 * A synth of charts as `slipway.charts/v1`.
 *
 * @param outcome `written`, or what `--check` compared
 */
export function chartsJson({ outdir, charts }: ChartsReport, outcome: 'written' | 'compared'): object {
  const changed = charts.some(({ changes }) => changes.length > 0);
  return {
    schema: 'slipway.charts/v1',
    outcome: outcome === 'written' ? (changed ? 'written' : 'unchanged') : changed ? 'stale' : 'current',
    outdir,
    charts: charts.map(({ system, files, changes }) => ({ system, files, changes: changes.map(({ file, reason }) => ({ file, reason })) })),
  };
}
