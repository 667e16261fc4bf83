import { alignColumns, type Cell, count } from '../columns.ts';
import { type Style } from '../style.ts';
import { type ChartReport, type ChartsReport } from './charts-report.ts';

/** What a synth of charts wrote, as text: one line a system, then how to look at one. */
export function chartsText({ outdir, charts }: ChartsReport, style: Style): string {
  const rows = charts.map(({ system, files, changes }): Cell[] => [
    { text: system, paint: style.strong },
    { text: count(files, 'file'), align: 'right' },
    changes.length === 0 ? { text: 'unchanged', paint: style.faint } : { text: wordsOf(changes), paint: style.changed },
  ]);
  const changed = charts.reduce((sum, { changes }) => sum + changes.length, 0);
  const total = `${count(charts.filter(({ files }) => files > 0).length, 'umbrella chart')} in ${outdir}, ${changed === 0 ? 'nothing to write' : `${count(changed, 'file')} changed`}`;
  return [...alignColumns(rows), style.strong(total)].map((line) => `${line}\n`).join('');
}

/** What `--check` found in charts, as text: each file that is not what would be rendered, and the way out. */
export function chartsCheckText({ outdir, charts }: ChartsReport, style: Style): string {
  const rows = charts.flatMap(({ system, changes }) =>
    changes.map(({ file, reason }): Cell[] => [{ text: reason, paint: reason === 'stale' ? style.bad : style.changed }, { text: `${outdir}/${system}/${file}` }]),
  );
  if (rows.length === 0) return `${count(charts.length, 'umbrella chart')}, ${style.good(`${outdir} is current`)}\n`;
  const verdict = `${count(rows.length, 'file')} ${rows.length === 1 ? 'is' : 'are'} not what the definitions render`;
  return [...alignColumns(rows), style.strong(verdict), 'fix: npx slipway synth --format helm'].map((line) => `${line}\n`).join('');
}

function wordsOf(changes: ChartReport['changes']): string {
  const words = { missing: 'new', differs: 'changed', stale: 'removed' } as const;
  return (['missing', 'differs', 'stale'] as const)
    .map((reason) => ({ word: words[reason], number: changes.filter((change) => change.reason === reason).length }))
    .filter(({ number }) => number > 0)
    .map(({ word, number }) => `${number} ${word}`)
    .join(', ');
}
