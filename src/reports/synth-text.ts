import { alignColumns, type Cell, count } from './columns.ts';
import { type Style } from './style.ts';
import { changesOf, type FileChange, type SynthReport } from './synth-report.ts';

/**
 * What a synth wrote, as text: one line a pair, then the total.
 *
 * @param seconds how long it took, start of the process included
 */
export function synthText(report: SynthReport, seconds: number, style: Style): string {
  const changes = changesOf(report);
  const written = changes.filter(({ reason }) => reason !== 'stale').length;
  const removed = changes.length - written;
  const total = [`${count(objectsOf(report), 'object')} in ${seconds.toFixed(2)} s`];
  if (written > 0) total.push(`${count(written, 'file')} written`);
  if (removed > 0) total.push(`${written > 0 ? removed : count(removed, 'file')} removed`);
  if (changes.length === 0) total.push('nothing to write');
  return [...alignColumns(rows(report, style)), style.strong(total.join(', '))].map((line) => `${line}\n`).join('');
}

/** What `--check` found, as text: each file that is not what would be rendered, and the way out. */
export function checkText(report: SynthReport, style: Style): string {
  const changes = changesOf(report);
  if (changes.length === 0) return `${count(objectsOf(report), 'object')}, ${style.good(`${report.outdir} is current`)}\n`;
  const lines = alignColumns(
    [...report.pairs.map(({ environment, system, changes: own }) => ({ folder: `${environment}/${system}`, changes: own })), ...(report.argocd ?? [])].flatMap(({ folder, changes: own }) =>
      own.map(({ file, reason }) => [
        { text: reason, paint: reason === 'stale' ? style.bad : style.changed },
        { text: `${report.outdir}/${folder}/${file}` },
      ]),
    ),
  );
  const verdict = `${count(changes.length, 'file')} ${changes.length === 1 ? 'is' : 'are'} not what the definitions render`;
  return [...lines, style.strong(verdict), 'fix: npx slipway synth'].map((line) => `${line}\n`).join('');
}

/** With more pairs than this, a reader looks for those that changed. */
const MOST_ROWS = 100;

/** A row for each pair, and one for all that Argo CD itself needs. Of many pairs, those that did not change share one. */
function rows({ pairs, argocd }: SynthReport, style: Style): Cell[][] {
  const changed = pairs.filter(({ changes }) => changes.length > 0);
  const isLong = pairs.length > MOST_ROWS && changed.length < pairs.length;
  const rest = pairs.length - changed.length;
  const own = (isLong ? changed : pairs).map(({ environment, system, objects, changes }) => row([environment, system, count(objects, 'object')], changes, style));
  if (isLong) own.push([{ text: count(rest, changed.length === 0 ? 'pair' : 'other pair') }, { text: '' }, { text: '' }, { text: 'unchanged', paint: style.faint }]);
  if (argocd === undefined) return own;
  const files = argocd.reduce((sum, folder) => sum + folder.files, 0);
  return [...own, row(['argocd', '', count(files, 'file')], argocd.flatMap(({ changes }) => changes), style)];
}

function row([first, second, size]: readonly [string, string, string], changes: readonly FileChange[], style: Style): Cell[] {
  return [
    { text: first, paint: style.strong },
    { text: second },
    { text: size, align: 'right' },
    changes.length === 0 ? { text: 'unchanged', paint: style.faint } : { text: describeChanges(changes), paint: style.changed },
  ];
}

function describeChanges(changes: readonly FileChange[]): string {
  const words = { missing: 'new', differs: 'changed', stale: 'removed' } as const;
  return (['missing', 'differs', 'stale'] as const)
    .map((reason) => ({ word: words[reason], number: changes.filter((change) => change.reason === reason).length }))
    .filter(({ number }) => number > 0)
    .map(({ word, number }) => `${number} ${word}`)
    .join(', ');
}

function objectsOf(report: SynthReport): number {
  return report.pairs.reduce((sum, pair) => sum + pair.objects, 0);
}
