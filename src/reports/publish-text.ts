import { visible } from '../kernel/problem.ts';
import { alignColumns, type Cell, count } from './columns.ts';
import { type FileChange, type PairResult } from '../delivery/publish/publish-result.ts';
import { type PublishReport } from './publish-report.ts';
import { type Style } from './style.ts';

/** A publish as text: one line a pair, what would change in detail when nothing was written, then what became of it all. */
export function publishText(report: PublishReport, style: Style): string {
  const { outcome, pairs, leftOut, besides, foreign = [], notes } = report;
  const rows = alignColumns([...pairs.map((pair) => row(pair, style)), ...leftOut.map((pair) => leftOutRow(pair, style))]);
  const files = (changes: readonly FileChange[]): string[] => (outcome === 'compared' ? changes.map((change) => fileLine(change, style)) : []);
  const lines = pairs.flatMap((pair, index) => [rows[index]!, ...files(pair.changes)]);
  const beside = besides.length === 0 ? [] : [`  ${describe(besides)} below argocd`, ...files(besides)];
  return [...lines, ...rows.slice(pairs.length), ...beside, ...foreign.map((path) => `  ${style.bad('!')} ${visible(path)} is there, and nobody published it: remove it in the GitOps repository, or define it here`), ...notes.map(({ file, line, message }) => `${style.changed(file === undefined ? 'note' : `${file}:${line}`)}  ${visible(message)}`), ...verdict(report, style)].map((line) => `${line}\n`).join('');
}

function row({ environment, system, version, outcome, changes, reason }: PairResult, style: Style): Cell[] {
  const shown = { changed: describe(changes), unchanged: 'unchanged', superseded: reason ?? 'newer already published', removed: `removed, ${describe(changes)}`, retried: 'again' }[outcome];
  const paint = { changed: style.changed, unchanged: style.faint, superseded: style.faint, removed: style.bad, retried: style.changed }[outcome];
  return [{ text: environment, paint: style.strong }, { text: system }, { text: visible(version) }, { text: visible(shown), paint }];
}

function leftOutRow({ environment, system, version, reason }: PublishReport['leftOut'][number], style: Style): Cell[] {
  return [{ text: environment, paint: style.strong }, { text: system }, { text: visible(version) }, { text: visible(`left out: ${reason}`), paint: style.changed }];
}

function verdict({ outcome, repository, branch, base, commit, retry, compare }: PublishReport, style: Style): string[] {
  const at = `${commit?.slice(0, 12) ?? ''} on ${branch} of ${repository}`;
  switch (outcome) {
    case 'published':
      return [style.strong(`${retry === undefined ? 'published' : `retry ${retry}`}: ${at}`)];
    case 'unchanged':
      return [style.strong(`nothing to publish: ${branch} of ${repository} has it all`)];
    case 'superseded':
      return [style.strong('newer already published')];
    case 'proposed':
      return [style.strong(`proposed: ${at}`), `next: open a pull request from ${branch} to ${base}${compare === undefined ? '' : `: ${compare}`}`];
    case 'compared':
      if (branch !== base) return [style.strong(`nothing was written; this would be on ${branch} of ${repository}, for a pull request to ${base}`)];
      return [style.strong(`nothing was written; this would be published to ${branch} of ${repository}`)];
  }
}

function fileLine({ file, change }: FileChange, style: Style): string {
  const sign = { added: style.good('+'), changed: style.changed('~'), removed: style.bad('-') }[change];
  return `    ${sign} ${visible(file)}`;
}

function describe(changes: readonly FileChange[]): string {
  const parts = (['added', 'changed', 'removed'] as const).map((kind) => ({ kind, number: changes.filter(({ change }) => change === kind).length })).filter(({ number }) => number > 0);
  return parts.length === 0 ? 'no files' : parts.map(({ kind, number }, index) => (index === 0 ? `${count(number, 'file')} ${kind}` : `${number} ${kind}`)).join(', ');
}
