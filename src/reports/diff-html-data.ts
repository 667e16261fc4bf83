import { type Change } from '../diff/diff.ts';
import { type Json } from '../kernel/manifest.ts';
import { foldRows, type Folding } from './diff-fold.ts';
import { toldReasons } from './diff-reason.ts';
import { type DiffReport, originKey } from './diff-report.ts';
import { type DiffEntry, type DiffRow } from './diff-row.ts';
import { scopeOf, scopeText } from './diff-scope.ts';
import { fieldLabel, shownText, wordOf } from './diff-value.ts';
import { impactWord, rowWord } from './diff-words.ts';
import { SideBySide } from './side-by-side.ts';

/** Most bytes of the data in a page. */
const MOST_DATA = 4_500_000;

/** What a page shows, with short keys: values are cut, and rows folded, until it is small enough to open at once. */
export function htmlData(report: DiffReport): object {
  let data: object = {};
  for (const { longest, folding, views } of DETAILS) {
    data = dataOf(report, longest, folding, views);
    if (Buffer.byteLength(JSON.stringify(data)) <= MOST_DATA) break;
  }
  return data;
}

const DETAILS: readonly { readonly longest: number; readonly folding: Folding; readonly views: number }[] = [
  { longest: 4_000, folding: 'same', views: 2_000_000 },
  { longest: 400, folding: 'same', views: 500_000 },
  { longest: 120, folding: 'same', views: 0 },
  { longest: 120, folding: 'shape', views: 0 },
  { longest: 60, folding: 'kind', views: 0 },
  { longest: 60, folding: 'effect', views: 0 },
];

function dataOf(report: DiffReport, longest: number, folding: Folding, views: number): object {
  const { pairs, mode } = report;
  const sides = new SideBySide(views);
  return {
    pairs: pairs.map(({ environment, system }) => [shownText(environment, 100), shownText(system, 100)]),
    rows: foldRows(pairs, () => folding).map((row) => {
      const { sign, word } = rowWord(row, mode);
      return {
        risk: row.risk,
        sign,
        word,
        kind: shownText(row.kind, 100),
        name: nameOf(row),
        scope: scopeText(scopeOf(pairs, row.pairs), (name) => shownText(name, 60)),
        in: row.pairs.length === pairs.length && pairs.length > 1 ? 'all' : row.pairs,
        changes: row.changes.slice(0, MOST_CHANGES).map(({ change, also, from }) => ({ ...changeData(change, longest), ...(also.length === 0 ? {} : { also: also.slice(0, MOST_CHANGES).map((path) => shownText(path, 300)) }), ...(from === undefined ? {} : { from: `${shownText(from.place, 200)}${from.others > 0 ? ` and ${from.others} more` : ''}` }) })),
        ...(row.made === undefined ? {} : { made: `${shownText(row.made.place, 200)}${row.made.others > 0 ? ` and ${row.made.others} more` : ''}` }),
        ...(row.objects === undefined ? {} : { risks: [...new Set(row.entries.map(({ object }) => object.risk))] }),
        ...(row.changes.length > MOST_CHANGES ? { left: row.changes.length - MOST_CHANGES } : {}),
        impacts: mode === 'environments' ? [] : row.impacts.map((impact) => ({ risk: impact.risk, ...impactWord(impact), why: toldReasons(impact).map((reason) => shownText(reason, 600)), more: impact.more, ...(impact.wayOut === undefined ? {} : { out: shownText(impact.wayOut, 600) }), source: /^https:\/\/[\w./#?=&%~+:-]+$/.test(impact.source) ? impact.source : '' })),
        ...(row.others > 0 || row.names !== undefined ? { alike: alikeOf(row, Math.min(longest, 200)), alikeOf: row.entries.length } : {}),
        ...viewOf(row, sides),
      };
    }),
  };
}

const MOST_CHANGES = 200;
const MOST_ALIKE = 5_000;
const MOST_LINES = 400;

function nameOf({ name, former, objects, status }: DiffRow): string {
  const size = objects === undefined ? '' : ` ${status === 'added' ? 'is new' : 'goes'}: ${objects} objects`;
  return `${shownText(name, 200)}${size}${former === undefined ? '' : ` (was ${shownText(former, 200)})`}`;
}

/** Each object of a row that says it of many, with its own values. */
function alikeOf({ entries }: DiffRow, longest: number): object[] {
  return entries.slice(0, MOST_ALIKE).map(({ pair, object }) => ({ in: pair, name: `${shownText(object.object.kind, 100)} ${shownText(object.object.name, 200)}`, values: object.changes.slice(0, 3).map((change) => (change.secret === true ? [wordOf(change)] : [textOf(change.before, longest), textOf(change.after, longest)])) }));
}

function changeData(change: Change, longest: number): object {
  const { path, kind, before, after, secret, lines, embedded } = change;
  const label = fieldLabel(path);
  const base = { path: shownText(path, 600), ...(label === path ? {} : { label: shownText(label, 200) }), kind };
  if (secret === true || kind === 'reordered') return { ...base, word: wordOf(change), ...(secret === true ? {} : { before: textOf(before, longest), after: textOf(after, longest) }) };
  if (embedded !== undefined && embedded.length > 0) return { ...base, inside: embedded.slice(0, MOST_CHANGES).map((part) => changeData(part, longest)) };
  if (lines !== undefined && lines.length > 0) return { ...base, lines: lines.slice(0, MOST_LINES).map(({ beforeLine, afterLine, removed, added }) => [beforeLine, afterLine, cutLines(removed, longest), cutLines(added, longest)]) };
  return { ...base, ...(before === undefined ? {} : { before: textOf(before, longest) }), ...(after === undefined ? {} : { after: textOf(after, longest) }) };
}

function cutLines(lines: readonly string[], longest: number): string[] {
  const shown = lines.slice(0, MOST_LINES).map((line) => shownText(line, Math.min(longest, 500)));
  return lines.length > MOST_LINES ? [...shown, `… ${lines.length - MOST_LINES} more lines`] : shown;
}

/** Text as it is, anything else as JSON of several lines. */
function textOf(value: Json | undefined, longest: number): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  return text.slice(0, longest * 2).split('\n').slice(0, MOST_LINES).map((line) => shownText(line, longest)).join('\n');
}

/** The first object of the row, whole, both sides beside each other. */
function viewOf({ entries, objects }: DiffRow, sides: SideBySide): object {
  const [first] = entries;
  if (first === undefined || objects !== undefined) return {};
  const view = sides.of(...manifestsOf(first));
  return view === undefined ? {} : { view };
}

function manifestsOf({ of, object }: DiffEntry): Parameters<SideBySide['of']> {
  const origin = of.origins.get(originKey(object));
  return [origin?.before, origin?.after];
}
