import { type Risk, RISKS } from '../diff/diff.ts';
import { boundsText, capacityChanges } from './diff-capacity.ts';
import { foldRows, thousands } from './diff-fold.ts';
import { proofLines } from './diff-proof-text.ts';
import { type DiffReport, notesOf, riskOf } from './diff-report.ts';
import { type DiffRow, type RowChange, type RowImpact } from './diff-row.ts';
import { scopeText } from './diff-scope.ts';
import { sectionsOf } from './diff-section.ts';
import { RISKS_DOWN, summaryOf } from './diff-summary.ts';
import { changedTexts, fieldLabel, fieldLabels, shownText, valueText, wordOf } from './diff-value.ts';
import { isSelfEvident, toldReasons } from './diff-reason.ts';
import { impactWord, rowWord } from './diff-words.ts';
import { displayWidth } from './display-width.ts';
import { count } from './columns.ts';
import { type Style } from './style.ts';
import { type Piece, wrapPieces } from './wrap-text.ts';

/** Narrower terminals get lines of this many columns. */
const NARROWEST = 40;

/** Differences as text for a terminal of some columns: what is riskiest first, what is the same in several places once. */
export function diffText(report: DiffReport, columns: number, style: Style): string {
  const width = Math.max(NARROWEST, Math.min(columns, 200));
  const writer = new TextWriter(report, width, style);
  return writer.lines().map((line) => `${line}\n`).join('');
}

class TextWriter {
  readonly #told = new Set<string>();
  /** Where what is said of a row begins. */
  readonly #indent: number;

  constructor(
    private readonly report: DiffReport,
    private readonly width: number,
    private readonly style: Style,
  ) {
    this.#indent = width < 72 ? 4 : 17;
  }

  lines(): string[] {
    const { report, style } = this;
    const sections = sectionsOf(report.pairs, foldRows(report.pairs));
    const lines = sections.flatMap(({ scope, risk, rows }) => [...this.#heading(scopeText(scope, plain) || 'all', risk), ...rows.flatMap((row) => this.#row(row)), '']);
    return [
      ...lines,
      ...proofLines(report, this.width, style),
      ...this.#expected(),
      ...capacityChanges(report).flatMap(({ environment, minimum, maximum }) =>
        this.#wrap([{ text: 'Σ capacity', paint: style.strong }, { text: `${environment === '' ? '' : `  ${plain(environment)}`}  ${boundsText(minimum, maximum)}` }], 2, this.#indent),
      ),
      ...this.#notes(),
      ...this.#wrap([{ text: this.#total() }, { text: ` ${this.#compared()}`, paint: style.faint }], 0, 2),
    ];
  }

  #notes(): string[] {
    const notes = notesOf(this.report);
    const left = notes.length - MOST_NOTES;
    return [...notes.slice(0, MOST_NOTES), ...(left > 0 ? [`and ${thousands(left)} more, see -o json`] : [])].flatMap((note) => this.#wrap([{ text: `note: ${visibleProse(note)}`, paint: this.style.changed }], 0, 2));
  }

  #heading(scope: string, risk: Risk): string[] {
    const right = `risk: ${risk}`;
    const space = Math.min(this.width, 96) - displayWidth(scope) - right.length;
    const painted = paintOf(risk, this.style)(right);
    return space < 2 ? [...this.#wrap([{ text: scope, paint: this.style.strong }], 0, 2), `  ${painted}`] : [`${this.style.strong(scope)}${' '.repeat(space)}${painted}`];
  }

  #row(row: DiffRow): string[] {
    const { style } = this;
    const { sign, word } = rowWord(row, this.report.mode);
    const marked = `${sign} ${word}`;
    const head: Piece[] = [{ text: titleOf(row), paint: style.strong }];
    const [change, ...more] = row.changes;
    const single = change !== undefined && more.length === 0 && this.#isLine(change) ? this.#change(change, row) : undefined;
    const begin = `  ${paintOf(row.risk, style)(marked)}${' '.repeat(Math.max(1, this.#indent - 2 - marked.length))}`;
    const first = this.#isNarrow() ? `  ${paintOf(row.risk, style)(marked)} ` : begin;
    const used = this.#isNarrow() ? marked.length + 3 : Math.max(this.#indent, marked.length + 3);
    const lines = wrapPieces([...head, ...(single === undefined ? [] : [{ text: '  ' }, ...single])], this.width, used, this.#indent);
    lines[0] = `${first}${lines[0]!}`;
    const changes = single === undefined ? row.changes.slice(0, MOST_CHANGES).flatMap((one, index) => this.#changeLines(one, row, isLastFrom(row.changes, index))) : this.#from(change!);
    const left = row.changes.length - MOST_CHANGES;
    return [
      ...lines,
      ...changes,
      ...(left > 0 ? this.#wrap([{ text: `and ${count(left, 'more change')}`, paint: style.faint }]) : []),
      ...(row.others > 0 ? this.#wrap([{ text: `and alike with ${thousands(row.others)} other ${row.others === 1 ? 'set of values' : 'sets of values'}`, paint: style.faint }]) : []),
      ...(row.made === undefined ? [] : this.#wrap([{ text: `made at ${shownText(row.made.place, LONGEST_PATH)}${row.made.others > 0 ? ` and ${thousands(row.made.others)} more` : ''}`, paint: style.faint }])),
      ...(this.report.mode === 'environments' ? [] : row.impacts.flatMap((impact, index) => this.#impact(impact, index === 0, row))),
    ];
  }

  #isNarrow(): boolean {
    return this.#indent === 4;
  }

  /** Why, where the row's own words do not say it already, and the way out. */
  #impact(impact: RowImpact, isLead: boolean, { changes }: DiffRow): string[] {
    const { style } = this;
    if (RISKS.indexOf(impact.risk) < RISKS.indexOf('medium') && !isLead) return [];
    if (isSelfEvident(impact, changes)) return [];
    const { sign, word } = impactWord(impact);
    const mark = isLead ? [] : [{ text: `${sign} ${word}: `, paint: paintOf(impact.risk, style) }];
    const reasons = toldReasons(impact).filter((reason) => !(impact.id === 'in-place' && this.#isTold(reason)));
    const lines = reasons.flatMap((reason) => this.#wrap([...mark, { text: visibleProse(reason) }]));
    const rest = impact.more > 0 ? this.#wrap([{ text: `and ${count(impact.more, 'more')}`.replace(/mores$/, 'more'), paint: style.faint }]) : [];
    const out = impact.wayOut === undefined || this.#isTold(impact.wayOut) ? [] : this.#wrap([{ text: 'way out: ' }, { text: visibleProse(impact.wayOut), paint: style.good }]);
    return [...lines, ...rest, ...out];
  }

  #isTold(text: string): boolean {
    const isTold = this.#told.has(text);
    this.#told.add(text);
    return isTold;
  }

  #isLine({ change }: RowChange): boolean {
    return change.lines === undefined && change.embedded === undefined;
  }

  #change({ change, also }: RowChange, { others }: DiffRow): Piece[] {
    const { style } = this;
    const label: Piece = { text: shownText(fieldLabels(change.path, also), LONGEST_PATH) };
    if (change.secret === true || change.kind === 'reordered') return [label, { text: `  ${wordOf(change)}`, paint: style.changed }];
    const [before, after] = change.kind === 'changed' ? changedTexts(change.before, change.after, LONGEST_VALUE) : [valueText(change.before, LONGEST_VALUE), valueText(change.after, LONGEST_VALUE)];
    const example = others > 0 ? [{ text: '  e.g.', paint: style.faint }] : [];
    if (change.kind === 'added') return [label, ...example, { text: '  + ' }, { text: after, paint: style.good }];
    if (change.kind === 'removed') return [label, ...example, { text: '  - ' }, { text: before, paint: style.bad }];
    return [label, ...example, { text: '  ' }, { text: before, paint: style.bad }, { text: ' → ' }, { text: after, paint: style.good }];
  }

  #changeLines(one: RowChange, row: DiffRow, isFromTold: boolean): string[] {
    const { change } = one;
    const from = isFromTold ? this.#from(one) : [];
    if (this.#isLine(one)) return [...this.#wrap(this.#change(one, row)), ...from];
    const label = this.#wrap([{ text: shownText(fieldLabel(change.path), LONGEST_PATH) }]);
    return [...label, ...this.#text(one, row), ...from];
  }

  /** What differs inside a text: by what it holds, else by line. */
  #text({ change }: RowChange, row: DiffRow): string[] {
    const { style } = this;
    const { embedded = [], lines = [] } = change;
    if (embedded.length > 0) {
      const left = embedded.length - MOST_LINES;
      const inner = embedded.slice(0, MOST_LINES).flatMap((part) => this.#wrap([{ text: '  ' }, ...this.#change({ change: part, also: [] }, row)], this.#indent, this.#indent + 4));
      return [...inner, ...(left > 0 ? this.#wrap([{ text: `  and ${left} more inside`, paint: style.faint }]) : [])];
    }
    const told = lines.flatMap(({ removed, added }) => [...removed.map((text) => ({ sign: '-', text, paint: style.bad })), ...added.map((text) => ({ sign: '+', text, paint: style.good }))]);
    if (told.length === 0) return this.#wrap([{ text: '  written otherwise, with the same meaning', paint: style.faint }]);
    const left = told.length - MOST_LINES;
    const most = Math.max(8, this.width - this.#indent - 4);
    const shown = told.slice(0, MOST_LINES).map(({ sign, text, paint }) => `${' '.repeat(this.#indent)}  ${paint(fitted(`${sign} ${text}`, most))}`);
    return [...shown, ...(left > 0 ? this.#wrap([{ text: `  and ${thousands(left)} more lines`, paint: style.faint }]) : [])];
  }

  #from({ from }: RowChange): string[] {
    if (from === undefined) return [];
    return this.#wrap([{ text: `from ${shownText(from.place, LONGEST_PATH)}${from.others > 0 ? ` and ${thousands(from.others)} more` : ''}`, paint: this.style.faint }]);
  }

  #expected(): string[] {
    return this.report.pairs.flatMap(({ expected, system }) => {
      if (expected === undefined || expected.changes === 0) return [];
      const { changes, objects, because } = expected;
      const lines = because.slice(0, MOST_LINES).map((line) => ({ text: `\n${line}` }));
      const rest = because.length - lines.length;
      const said = `${plain(system)}: ${count(changes, 'difference')} in ${count(objects, 'object')} are what the two environments are told apart by`;
      return [...this.#wrap([{ text: said, paint: this.style.faint }], 0, 2), ...lines.flatMap(({ text }) => this.#wrap([{ text: shownText(text.trim(), LONGEST_PATH), paint: this.style.faint }], 4, 6)), ...(rest > 0 ? this.#wrap([{ text: `and ${count(rest, 'more line')}`, paint: this.style.faint }], 4, 6) : [])];
    });
  }

  #total(): string {
    const { report, style } = this;
    const summary = summaryOf(report);
    const compared = report.pairs.length;
    const changed = report.pairs.filter(({ diff }) => diff.objects.length > 0).length;
    const parts = RISKS_DOWN.flatMap((risk) => {
      const objects = summary.reduce((sum, { objects: of }) => sum + of[risk], 0);
      return objects === 0 ? [] : [paintOf(risk, style)(`${thousands(objects)} ${risk}`)];
    });
    if (parts.length === 0) return style.good(report.mode === 'environments' ? 'no difference that the overlays do not explain:' : 'no differences:');
    const places = report.pairs.some(({ system }) => system !== '') ? ` in ${thousands(changed)} of ${thousands(compared)} pairs` : '';
    return report.mode === 'environments' ? style.changed(`${count(summary.reduce((sum, { objects }) => sum + RISKS.reduce((all, risk) => all + objects[risk], 0), 0), 'object')} that the overlays do not explain:`) : `risk: ${riskOf(report)}; objects by risk: ${parts.join(', ')}${places}:`;
  }

  #compared(): string {
    return `${visibleProse(this.report.before)} → ${visibleProse(this.report.after)}`;
  }

  #wrap(pieces: readonly Piece[], first: number = this.#indent, indent: number = this.#indent + 2): string[] {
    const [head = '', ...rest] = wrapPieces(pieces, this.width, first, indent);
    return [`${' '.repeat(first)}${head}`, ...rest];
  }
}

const MOST_NOTES = 20;
const MOST_CHANGES = 8;
const MOST_LINES = 8;
const LONGEST_PATH = 160;
const LONGEST_VALUE = 120;

/** Of several fields after each other that one line set, the last names it. */
function isLastFrom(changes: readonly RowChange[], index: number): boolean {
  const next = index + 1 < Math.min(changes.length, MOST_CHANGES) ? changes[index + 1]!.from : undefined;
  return next === undefined || next.place !== changes[index]!.from?.place;
}

function titleOf({ kind, name, names, former, objects, status }: DiffRow): string {
  const known = names === undefined ? '' : ` (${names.first.map(plain).join(', ')}${names.more > 0 ? ` and ${thousands(names.more)} more` : ''})`;
  const size = objects === undefined ? '' : ` ${status === 'added' ? 'is new' : 'goes'}: ${count(objects, 'object')}`;
  return `${plain(kind)} ${plain(name)}${known}${size}${former === undefined ? '' : ` (was ${plain(former)})`}`;
}

function plain(text: string): string {
  return shownText(text, 100);
}

function visibleProse(text: string): string {
  return shownText(text, 600);
}

/** The beginning of a line that fits into so many columns. */
function fitted(text: string, width: number): string {
  const shown = shownText(text, width * 2);
  if (displayWidth(shown) <= width) return shown;
  let fits = '';
  for (const character of shown) {
    if (displayWidth(fits) + displayWidth(character) > width - 1) break;
    fits += character;
  }
  return `${fits}…`;
}

function paintOf(risk: Risk, style: Style): (text: string) => string {
  return { none: style.faint, low: style.good, medium: style.changed, high: style.bad, critical: (text: string) => style.strong(style.bad(text)) }[risk];
}
