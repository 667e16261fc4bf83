import { type Risk, RISKS } from '../diff/diff.ts';
import { count } from './columns.ts';
import { foldRows, thousands } from './diff-fold.ts';
import { proofAnnotations, proofLine } from './diff-proof-github.ts';
import { type DiffReport, notesOf, originKey, riskOf, type WrittenAt } from './diff-report.ts';
import { type DiffRow } from './diff-row.ts';
import { scopeOf, scopeText } from './diff-scope.ts';
import { changedTexts, fieldLabels, shownText, wordOf } from './diff-value.ts';
import { rowWord } from './diff-words.ts';
import { githubData, githubProperty } from './github-command.ts';

/**
 * Differences as commands of GitHub Actions, each at the line that set the field where that is known, then a summary.
 * GitHub shows ten of each level in a step, so the riskiest come first.
 *
 * @see https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
export function diffGithub(report: DiffReport): string {
  const rows = foldRows(report.pairs).filter(({ risk }) => RISKS.indexOf(risk) >= RISKS.indexOf('medium'));
  const total = report.pairs.reduce((sum, { diff }) => sum + diff.objects.length, 0);
  const notes = notesOf(report).slice(0, MOST_NOTES).map((note) => `::warning title=slipway diff::${githubData(shownText(note, 1_000))}\n`);
  const [critical, others] = [rows.filter(({ risk }) => risk === 'critical'), rows.filter(({ risk }) => risk !== 'critical')];
  const told = [...critical.map((row) => annotation(row, report)), proofAnnotations(report), ...others.map((row) => annotation(row, report))];
  return `${told.join('')}${notes.join('')}${proofLine(report)}slipway diff: ${count(total, 'object')} ${total === 1 ? 'differs' : 'differ'}, risk ${riskOf(report)}\n`;
}

const MOST_NOTES = 5;

const LEVELS: Readonly<Record<Risk, 'error' | 'warning' | 'notice'>> = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', none: 'notice' };

function annotation(row: DiffRow, report: DiffReport): string {
  const place = placeOf(row);
  const { word } = rowWord(row, report.mode);
  const at = place === undefined ? [] : [`file=${githubProperty(place.file)}`, ...(place.line === undefined ? [] : [`line=${place.line}`, `col=${place.column ?? 1}`])];
  const title = `title=${githubProperty(`${word}: ${row.kind} ${row.name}`)}`;
  return `::${LEVELS[row.risk]} ${[...at, title].join(',')}::${githubData(linesOf(row, report).map((line) => shownText(line, 1_000)).join('\n'))}\n`;
}

function linesOf({ pairs, changes, impacts, others }: DiffRow, report: DiffReport): string[] {
  const scope = scopeText(scopeOf(report.pairs, pairs), (name) => name);
  const shown = changes.slice(0, 5).map(({ change, also }) => {
    const [before, after] = changedTexts(change.before, change.after, 100);
    return change.secret === true || change.kind === 'reordered' ? `${fieldLabels(change.path, also)}: ${wordOf(change)}` : `${fieldLabels(change.path, also)}: ${before === '' ? '(nothing)' : before} → ${after === '' ? '(nothing)' : after}`;
  });
  const left = changes.length - shown.length;
  return [
    ...(scope === '' ? [] : [scope]),
    ...shown,
    ...(left > 0 ? [`and ${count(left, 'more change')}`] : []),
    ...(others > 0 ? [`and alike with ${thousands(others)} other values`] : []),
    ...impacts.filter(({ risk }) => RISKS.indexOf(risk) >= RISKS.indexOf('medium')).flatMap(({ reasons, wayOut }) => [...reasons, ...(wayOut === undefined ? [] : [`way out: ${wayOut}`])]),
  ];
}

/** The line that set the first field, else that of the object. */
function placeOf({ entries, changes }: DiffRow): WrittenAt | undefined {
  for (const { of, object } of entries.slice(0, 100)) {
    const origin = of.origins.get(originKey(object));
    for (const { change } of changes) {
      const place = origin?.fields.get(change.path);
      if (place !== undefined) return place;
    }
    const whole = origin?.made ?? origin?.file;
    if (whole !== undefined) return whole;
  }
  return undefined;
}
