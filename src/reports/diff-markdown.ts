import { type Risk, RISKS } from '../diff/diff.ts';
import { count } from './columns.ts';
import { boundsText, capacityChanges } from './diff-capacity.ts';
import { type Folding, FOLDINGS, foldRows, thousands } from './diff-fold.ts';
import { isSelfEvident, toldReasons } from './diff-reason.ts';
import { proofMarkdown } from './diff-proof-markdown.ts';
import { type DiffReport, isDifferent, notesOf, riskOf } from './diff-report.ts';
import { type DiffRow, type RowChange, type RowImpact } from './diff-row.ts';
import { scopeText } from './diff-scope.ts';
import { type DiffSection, sectionsOf } from './diff-section.ts';
import { RISKS_DOWN, summaryOf } from './diff-summary.ts';
import { changedTexts, fieldLabel, valueText, wordOf } from './diff-value.ts';
import { impactWord, rowWord } from './diff-words.ts';
import { htmlCode, markdownBlock, markdownCode, markdownProse } from './markdown-text.ts';

/** What a comment of a pull request may hold, in characters; counted here in bytes, which are never fewer. */
export const MOST_MARKDOWN = 65_536;

/** Room for a marker that a workflow puts in front. */
const RESERVE = 512;

/** How much of a row is told, and how much stands in one. */
interface Detail {
  readonly foldingOf: (risk: Risk) => Folding;
  readonly changes: number;
  /** Characters of a value. */
  readonly longest: number;
  readonly hasLines: boolean;
}

/**
 * Differences as Markdown for a comment. What does not fit is folded, the least risk first, until the rest does: at
 * the end a row stands for all that has one worst effect, so that no change is left out, and none of high risk is
 * folded for one of low risk.
 */
export function diffMarkdown(report: DiffReport): string {
  for (const detail of details()) {
    const text = written(report, detail);
    if (fits(text)) return text;
  }
  // Counterexamples weigh as much as what is critical, and go with it.
  for (const most of [MOST_TOLD, 10, 5, 2]) {
    const text = bare(report, most);
    if (fits(text)) return text;
  }
  return bare(report, 0);
}

function fits(text: string): boolean {
  return Buffer.byteLength(text) <= MOST_MARKDOWN - RESERVE;
}

/** From the finest to the coarsest: each step folds the lowest risk that is not folded fully, and first tells less of each row. */
function* details(): Iterable<Detail> {
  const levels = new Map<Risk, Folding>(RISKS.map((risk) => [risk, 'same']));
  const foldingOf = (risk: Risk): Folding => levels.get(risk)!;
  yield { foldingOf, changes: 6, longest: 120, hasLines: true };
  yield { foldingOf, changes: 6, longest: 120, hasLines: false };
  for (const [risks, changes, longest] of [[['none', 'low'], 6, 120], [['medium'], 4, 80], [['high'], 2, 60], [['critical'], 1, 40]] as const) {
    for (const folding of FOLDINGS) {
      for (const risk of risks) levels.set(risk, folding);
      yield { foldingOf, changes, longest, hasLines: false };
    }
  }
}

function written(report: DiffReport, detail: Detail): string {
  const rows = foldRows(report.pairs, detail.foldingOf);
  const sections = sectionsOf(report.pairs, rows);
  const told = new Set<string>();
  const isFolded = RISKS.some((risk) => detail.foldingOf(risk) !== 'same');
  return assembled([
    heading(report),
    `${markdownProse(`${report.before} → ${report.after}`, 300)}\n`,
    summaryTable(report),
    proofMarkdown(report, MOST_TOLD),
    ...sections.map((section) => sectionText(section, report, detail, told)),
    ...(detail.hasLines ? [linesText(sections)] : []),
    capacityText(report),
    expectedText(report),
    ...notesText(report),
    isFolded ? FOLDED : '',
  ]);
}

function notesText(report: DiffReport): string[] {
  const notes = notesOf(report);
  const left = notes.length - 10;
  return [...notes.slice(0, 10), ...(left > 0 ? [`and ${thousands(left)} more notes`] : [])].map((note) => `> ${markdownProse(note, 300)}\n`);
}

/** Counterexamples that are told, of which each is another one. */
const MOST_TOLD = 20;

const FOLDED = '_Folded to fit a comment: what is alike stands in one row. `slipway diff -o html` has all of it._\n';

/** In the words of slipway alone, so that its size is bounded whatever is compared: how many objects each effect has. */
function bare(report: DiffReport, most: number): string {
  const rows = foldRows(report.pairs, () => 'effect').map((row) => {
    const { sign, word } = rowWord(row, report.mode);
    return `| ${row.risk} | ${sign} ${word} | ${thousands(row.entries.length)} |`;
  });
  const merged = [...new Set(rows)].slice(0, 400);
  return assembled([heading(report), proofMarkdown(report, most), ['| risk | effect | objects |', '|---|---|--:|', ...merged, ''].join('\n'), FOLDED]);
}

function heading(report: DiffReport): string {
  const isNothing = !isDifferent(report);
  return `### What changes in the clusters: ${isNothing ? 'nothing' : `risk ${riskOf(report)}`}\n`;
}

function assembled(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function summaryTable(report: DiffReport): string {
  const summary = summaryOf(report).filter(({ objects }) => RISKS.some((risk) => objects[risk] > 0));
  const isNamed = summary.some(({ environment }) => environment !== '');
  if (summary.length === 0 || !isNamed) return '';
  const risks = RISKS_DOWN.filter((risk) => summary.some(({ objects }) => objects[risk] > 0));
  const shown = summary.slice(0, 12);
  const rows = shown.map(({ environment, systems, objects }) => `| ${markdownCode(environment, 60)} | ${thousands(systems.changed)} of ${thousands(systems.compared)} | ${risks.map((risk) => (objects[risk] === 0 ? '' : thousands(objects[risk]))).join(' | ')} |`);
  const rest = summary.length - shown.length;
  return [`| environment | systems | ${risks.join(' | ')} |`, `|---|--:|${risks.map(() => '--:').join('|')}|`, ...rows, ...(rest > 0 ? [`| and ${rest} more | | ${risks.map(() => '').join(' | ')} |`] : []), ''].join('\n');
}

function sectionText({ scope, risk, rows }: DiffSection, report: DiffReport, detail: Detail, told: Set<string>): string {
  const title = scopeText(scope, (name) => markdownCode(name, 60)) || 'all';
  return [`#### ${title}: ${risk}\n`, '| | object | what changes | what it does |', '|---|---|---|---|', ...rows.map((row) => rowText(row, report, detail, told)), ''].join('\n');
}

function rowText(row: DiffRow, { mode }: DiffReport, { changes: most, longest }: Detail, told: Set<string>): string {
  const { sign, word } = rowWord(row, mode);
  const shown = row.changes.slice(0, most).map((change) => changeText(change, row, longest));
  const left = row.changes.length - shown.length;
  const changes = [...shown, ...(left > 0 ? [`and ${count(left, 'more change')}`] : []), ...(row.others > 0 ? [`and alike with ${thousands(row.others)} other values`] : [])];
  const effects = mode === 'environments' ? [] : row.impacts.flatMap((impact, index) => effectText(impact, index === 0, row, told));
  if (row.made !== undefined) changes.push(`<sub>made at ${markdownCode(row.made.place, 160)}${row.made.others > 0 ? ` and ${thousands(row.made.others)} more` : ''}</sub>`);
  const isBold = RISKS.indexOf(row.risk) >= RISKS.indexOf('high');
  return `| ${isBold ? `**${sign} ${word}**` : `${sign} ${word}`} | ${titleOf(row)} | ${changes.join('<br>')} | ${effects.join('<br>')} |`;
}

function titleOf({ kind, name, names, former, objects, status }: DiffRow): string {
  const known = names === undefined ? '' : ` (${names.first.map((one) => markdownCode(one, 60)).join(', ')}${names.more > 0 ? ` and ${thousands(names.more)} more` : ''})`;
  const size = objects === undefined ? '' : ` ${status === 'added' ? 'is new' : 'goes'}: ${count(objects, 'object')}`;
  return `${markdownProse(kind, 80)} ${name.startsWith('× ') ? name : markdownCode(name, 80)}${known}${size}${former === undefined ? '' : ` (was ${markdownCode(former, 80)})`}`;
}

function changeText({ change, also, from }: RowChange, { others }: DiffRow, longest: number): string {
  const label = `${markdownCode(fieldLabel(change.path), 160)}${also.length === 0 ? '' : also.length === 1 ? ` and ${markdownCode(fieldLabel(also[0]!), 160)}` : ` and ${thousands(also.length)} more fields`}`;
  const origin = from === undefined ? '' : `<br><sub>from ${markdownCode(from.place, 160)}${from.others > 0 ? ` and ${thousands(from.others)} more` : ''}</sub>`;
  const example = others > 0 ? ' e.g.' : '';
  if (change.secret === true || change.kind === 'reordered') return `${label} ${wordOf(change)}${origin}`;
  if (change.embedded !== undefined && change.embedded.length > 0) {
    const inside = change.embedded.slice(0, 3).map((part) => `${markdownCode(part.path, 120)} ${valuesText(part, longest)}`);
    const left = change.embedded.length - inside.length;
    return `${label}${example}: ${inside.join(', ')}${left > 0 ? ` and ${thousands(left)} more` : ''}${origin}`;
  }
  if (change.lines !== undefined) {
    const [removed, added] = [change.lines.flatMap((hunk) => hunk.removed), change.lines.flatMap((hunk) => hunk.added)];
    const isOne = removed.length === 1 && added.length === 1;
    return `${label}${example} ${isOne ? `line ${change.lines[0]!.beforeLine}: ${markdownCode(removed[0]!, longest)} → ${markdownCode(added[0]!, longest)}` : `${thousands(removed.length)} lines removed, ${thousands(added.length)} added`}${origin}`;
  }
  return `${label}${example} ${valuesText(change, longest)}${origin}`;
}

function valuesText({ kind, before, after }: RowChange['change'], longest: number): string {
  if (kind === 'added') return `+ ${markdownCode(valueText(after, longest), longest)}`;
  if (kind === 'removed') return `− ${markdownCode(valueText(before, longest), longest)}`;
  const [was, is] = changedTexts(before, after, longest);
  return `${markdownCode(was, longest + 20)} → ${markdownCode(is, longest + 20)}`;
}

function effectText(impact: RowImpact, isLead: boolean, { changes }: DiffRow, told: Set<string>): string[] {
  if ((RISKS.indexOf(impact.risk) < RISKS.indexOf('medium') && !isLead) || isSelfEvident(impact, changes)) return [];
  const mark = isLead ? '' : `${impactWord(impact).sign} ${impactWord(impact).word}: `;
  return [
    ...toldReasons(impact).map((reason) => `${mark}${markdownProse(reason, 400)}`),
    ...(impact.more > 0 ? [`and ${thousands(impact.more)} more`] : []),
    ...(impact.wayOut === undefined || isTold(impact.wayOut, told) ? [] : [`way out: ${markdownProse(impact.wayOut, 300)}`]),
  ];
}

function isTold(text: string, told: Set<string>): boolean {
  const isKnown = told.has(text);
  told.add(text);
  return isKnown;
}

/** Texts by line, the riskiest first, as long as they are few. */
function linesText(sections: readonly DiffSection[]): string {
  const texts = sections.flatMap(({ rows }) =>
    rows.flatMap((row) =>
      row.changes.flatMap(({ change }) => {
        const { lines = [], embedded = [] } = change;
        if (lines.length === 0 || embedded.length > 0) return [];
        const told = lines.flatMap(({ beforeLine, afterLine, removed, added }) => [`@@ -${beforeLine} +${afterLine} @@`, ...removed.map((line) => `-${line}`), ...added.map((line) => `+${line}`)]);
        return [`<details><summary>${htmlCode(`${row.kind} ${row.name} › ${fieldLabel(change.path)}`)}</summary>\n\n${markdownBlock(told.length > MOST_LINES ? [...told.slice(0, MOST_LINES), `and ${told.length - MOST_LINES} more lines`] : told, 'diff')}\n</details>\n`];
      }),
    ),
  );
  return texts.slice(0, 20).join('\n');
}

const MOST_LINES = 40;

function capacityText(report: DiffReport): string {
  const changes = capacityChanges(report).slice(0, 20);
  return changes.map(({ environment, minimum, maximum }) => `- Σ capacity ${environment === '' ? '' : `${markdownCode(environment, 60)}: `}${boundsText(minimum, maximum)}\n`).join('');
}

function expectedText({ pairs }: DiffReport): string {
  return pairs
    .flatMap(({ system, expected }) => {
      if (expected === undefined || expected.changes === 0) return [];
      const because = expected.because.slice(0, 20).map((line) => `- ${markdownCode(line, 200)}`);
      const left = expected.because.length - because.length;
      return [`<details><summary>${htmlCode(system)}: ${count(expected.changes, 'difference')} in ${count(expected.objects, 'object')} are what the two environments are told apart by</summary>\n\n${because.join('\n')}${left > 0 ? `\n- and ${left} more` : ''}\n\n</details>\n`];
    })
    .slice(0, 30)
    .join('\n');
}
