import { changesOf, type SynthReport } from './synth-report.ts';

/**
 * A synth as `slipway.synth/v1`. It holds no time, so that the same input gives the same bytes.
 *
 * @param outcome `written`, or what `--check` compared
 */
export function synthJson(report: SynthReport, outcome: 'written' | 'compared'): object {
  const { outdir, pairs, argocd } = report;
  const changed = changesOf(report).length > 0;
  return {
    schema: 'slipway.synth/v1',
    outcome: outcome === 'written' ? (changed ? 'written' : 'unchanged') : changed ? 'stale' : 'current',
    outdir,
    pairs: pairs.map(({ environment, system, objects, changes }) => ({
      environment,
      system,
      objects,
      changes: changes.map(({ file, reason }) => ({ file, reason })),
    })),
    ...(argocd === undefined ? {} : { argocd: argocd.map(({ folder, files, changes }) => ({ folder, files, changes: changes.map(({ file, reason }) => ({ file, reason })) })) }),
  };
}
