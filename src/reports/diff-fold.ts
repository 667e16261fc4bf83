import { type Change, higherRisk, type Impact, type ObjectDiff, type Risk, RISKS, type Rollout } from '../diff/diff.ts';
import { compareImpactIds } from './diff-words.ts';
import { type ObjectOrigin, originKey, type PairDiff, placeText, type WrittenAt } from './diff-report.ts';
import { type DiffEntry, type DiffRow, type RowChange, type RowImpact, type RowPlace } from './diff-row.ts';
import { fullKind } from './object-name.ts';

/**
 * How much is said in one row. `same`: what is the same but for the names of its environment, system and, where
 * there are many, its own; and many of little risk whose values alone differ. `shape`: whatever changes the same
 * fields to the same effect. `kind`: whatever has the same effects on one kind. `effect`: whatever is worst alike.
 */
export type Folding = (typeof FOLDINGS)[number];

/** From the finest to the coarsest. */
export const FOLDINGS = ['same', 'shape', 'kind', 'effect'] as const;

/** How many names of objects in one row are told. */
const MOST_NAMES = 3;

/** How many reasons of one impact are told. */
const MOST_REASONS = 3;

/** From how many rows on, those that differ in one thing alone become one. */
const MANY = 4;

/** The rows of some pairs: the highest risk first, then what to tell first, then in the order of the pairs. */
export function foldRows(pairs: readonly PairDiff[], foldingOf: (risk: Risk) => Folding = () => 'same'): DiffRow[] {
  const entries = pairs.flatMap((of, pair) => (of.status === 'added' || of.status === 'removed' ? [] : of.diff.objects.map((object): DiffEntry => ({ pair, of, object }))));
  const rows: DiffEntry[][] = [];
  for (const [risk, group] of grouped(entries, ({ object }) => object.risk)) rows.push(...foldRisk(group, foldingOf(risk as Risk), risk as Risk));
  const made = rows.map(rowOf);
  return [...made, ...systemRows(pairs, foldingOf)].sort(compareRows);
}

function foldRisk(entries: readonly DiffEntry[], folding: Folding, risk: Risk): DiffEntry[][] {
  if (folding === 'effect') return [...grouped(entries, ({ object }) => leadOf(object).id).values()];
  if (folding === 'kind') return [...grouped(entries, ({ object }) => key(['', object.status, object.apiVersion, object.object.kind, effectsOf(object)])).values()];
  if (folding === 'shape') return [...grouped(entries, ({ object }) => key(['', object.status, object.apiVersion, object.object.kind, shapeOf(object), effectsOf(object)])).values()];
  const exact = [...grouped(entries, (entry) => exactKey(entry, true)).values()];
  const named = merged(exact, (entry) => exactKey(entry, false));
  const isLow = RISKS.indexOf(risk) < RISKS.indexOf('high');
  return isLow ? merged(named, ({ object }) => key(['', object.status, object.apiVersion, object.object.kind, shapeOf(object), effectsOf(object)])) : named;
}

/** Rows of one key become one where they are many. */
function merged(rows: readonly DiffEntry[][], keyOf: (entry: DiffEntry) => string): DiffEntry[][] {
  return [...grouped(rows, (row) => keyOf(row[0]!)).values()].flatMap((alike) => (alike.length < MANY ? alike : [alike.flat().sort((a, b) => a.pair - b.pair)]));
}

/** What is said of an entry, without the names of its own environment and system. */
function exactKey({ of, object }: DiffEntry, withName: boolean): string {
  const values = object.changes.map(({ path, kind, before, after, secret }) => [path, kind, before ?? null, after ?? null, secret === true]);
  return neutralName(key([withName ? object.object.name : '', withName ? (object.former?.name ?? '') : '', object.status, object.apiVersion, object.object.kind, values, effectsOf(object)]), of);
}

function shapeOf({ changes }: ObjectDiff): unknown {
  return changes.map(({ path, kind }) => [path, kind]);
}

function effectsOf({ impacts }: ObjectDiff): unknown {
  return impacts.map(({ id, risk, direction }) => [id, risk, direction ?? '']);
}

/** The text with the names of a pair left out, where they stand as names. */
export function neutralName(text: string, { environment, system }: Pick<PairDiff, 'environment' | 'system'>): string {
  let neutral = text;
  if (environment !== '' && system !== '') neutral = neutral.replaceAll(`${system}-${environment}`, '<system>-<environment>');
  if (system !== '' && neutral.includes(system)) neutral = neutral.replace(asName(system), '<system>');
  if (environment !== '' && neutral.includes(environment)) neutral = neutral.replace(asName(environment), '<environment>');
  return neutral;
}

const NAMES = new Map<string, RegExp>();

function asName(name: string): RegExp {
  const known = NAMES.get(name);
  if (known !== undefined) return known;
  if (NAMES.size > 10_000) NAMES.clear();
  const made = new RegExp(`(?<![A-Za-z0-9])${name.replace(/[^A-Za-z0-9]/g, '\\$&')}(?![A-Za-z0-9])`, 'g');
  NAMES.set(name, made);
  return made;
}

function rowOf(entries: readonly DiffEntry[]): DiffRow {
  const first = entries[0]!;
  const { object } = first;
  const names = new Set(entries.map((entry) => neutralName(entry.object.object.name, entry.of)));
  const kinds = new Set(entries.map((entry) => fullKind(entry.object.object)));
  const values = new Set(entries.map((entry) => exactKey(entry, false)));
  const shown = new Set(entries.map((entry) => entry.object.object.name));
  const isOne = names.size === 1 && kinds.size === 1;
  const changes = alikeTogether(object.changes.map((change) => rowChange(change, entries)));
  const made = changes.some(({ from }) => from !== undefined) ? undefined : placesOf(entries, (origin) => origin.made);
  const former = isOne && object.former !== undefined ? { former: object.former.name } : {};
  return {
    risk: entries.reduce<Risk>((risk, entry) => higherRisk(risk, entry.object.risk), 'none'),
    status: object.status,
    kind: kinds.size === 1 ? [...kinds][0]! : `${kinds.size} kinds`,
    name: isOne ? oneName(entries) : `× ${thousands(names.size === 1 ? entries.length : new Set(entries.map(objectKey)).size)}`,
    ...former,
    ...(isOne ? {} : { names: { first: [...shown].slice(0, MOST_NAMES), more: Math.max(0, shown.size - MOST_NAMES) } }),
    changes,
    ...(made === undefined ? {} : { made }),
    impacts: impactsOf(entries),
    entries,
    pairs: [...new Set(entries.map(({ pair }) => pair))].sort((a, b) => a - b),
    others: values.size - 1,
  };
}

/** The name that all have, else that of the pair with what is its own left out. */
function oneName(entries: readonly DiffEntry[]): string {
  const names = new Set(entries.map(({ object }) => object.object.name));
  return names.size === 1 ? [...names][0]! : neutralName(entries[0]!.object.object.name, entries[0]!.of);
}

function objectKey({ object, pair }: DiffEntry): string {
  return `${pair}/${originKey(object)}`;
}

function rowChange(change: Change, entries: readonly DiffEntry[]): RowChange {
  const from = placesOf(entries, (origin) => origin.fields.get(change.path));
  return { change, also: [], ...(from === undefined ? {} : { from }) };
}

/** Fields that one value goes through as one: a version is written in many. */
function alikeTogether(changes: readonly RowChange[]): RowChange[] {
  const found = new Map<string, { first: RowChange; also: string[] }>();
  for (const [index, one] of changes.entries()) {
    const { kind, before, after, secret, lines, embedded, path } = one.change;
    const isPlain = kind === 'changed' && secret !== true && lines === undefined && embedded === undefined && typeof before !== 'object' && typeof after !== 'object';
    const id = isPlain ? key([before, after, one.from?.place ?? '']) : `${index}`;
    const known = found.get(id);
    if (known === undefined) found.set(id, { first: one, also: [] });
    else known.also.push(path);
  }
  return [...found.values()].map(({ first, also }) => ({ ...first, also }));
}

function placesOf(entries: readonly DiffEntry[], placeIn: (origin: ObjectOrigin) => WrittenAt | undefined): RowPlace | undefined {
  const places = new Set<string>();
  for (const { of, object } of entries) {
    const origin = of.origins.get(originKey(object));
    const place = origin === undefined ? undefined : placeIn(origin);
    if (place !== undefined) places.add(placeText(place));
  }
  const [first] = places;
  return first === undefined ? undefined : { place: first, others: places.size - 1 };
}

/** The impacts of all entries, by what they are and which way they go. */
function impactsOf(entries: readonly DiffEntry[], said: (reason: string, title: string) => string = withoutTitle): RowImpact[] {
  const found = new Map<string, { impact: Impact; reasons: Set<string>; rollouts: Rollout[] }>();
  for (const { object } of entries) {
    const { kind, name } = object.object;
    for (const impact of object.impacts) {
      const id = key([impact.id, impact.risk, impact.direction ?? '']);
      const known = found.get(id) ?? { impact, reasons: new Set(), rollouts: [] };
      found.set(id, known);
      if (impact.rollout !== undefined) known.rollouts.push(impact.rollout);
      known.reasons.add(said(impact.reason, `${kind} ${name}`));
    }
  }
  return [...found.values()]
    .map(({ impact: { id, risk, source, direction, wayOut }, reasons: all, rollouts }) => ({ id, risk, source, direction, wayOut, reasons: all.size > 1 && rollouts.length > 1 ? new Set([rolloutsText(rollouts)]) : all }))
    .map(({ id, risk, source, direction, wayOut, reasons }): RowImpact => ({ id, risk, source, ...(direction === undefined ? {} : { direction }), reasons: [...reasons].slice(0, MOST_REASONS), more: Math.max(0, reasons.size - MOST_REASONS), ...(wayOut === undefined ? {} : { wayOut }) }))
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareImpactIds(a.id, b.id));
}

/** How many pods are replaced, in all and at least and most in one workload. */
function rolloutsText(rollouts: readonly Rollout[]): string {
  const pods = rollouts.map((rollout) => rollout.pods ?? 1);
  const [least, most] = [pods.reduce((a, b) => Math.min(a, b)), pods.reduce((a, b) => Math.max(a, b))];
  const strategies = [...new Set(rollouts.map(({ strategy }) => strategy))].sort();
  return `replaces ${thousands(pods.reduce((sum, each) => sum + each, 0))} pods in all, ${least === most ? least : `${least} to ${most}`} each (${strategies.slice(0, 4).join(', ')})`;
}

/** The object is named by its row already. */
function withoutTitle(reason: string, title: string): string {
  return reason.startsWith(`${title}: `) ? reason.slice(title.length + 2) : reason.startsWith(`${title} `) ? reason.slice(title.length + 1) : reason.replaceAll(title, 'it');
}

function leadOf({ impacts }: ObjectDiff): Pick<Impact, 'id' | 'risk'> {
  return [...impacts].sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareImpactIds(a.id, b.id))[0] ?? { id: 'no-effect', risk: 'none' };
}

/** Systems that come or go as a whole: a row for each, and one for many that the same is to be said of. */
function systemRows(pairs: readonly PairDiff[], foldingOf: (risk: Risk) => Folding): DiffRow[] {
  const whole = pairs.flatMap((of, pair) => (of.status === 'added' || of.status === 'removed' ? [{ of, pair }] : []));
  return [...grouped(whole, ({ of }) => key([of.status, of.diff.risk, effectsOfAll(of)])).values()].flatMap((alike) => {
    const bySystem = grouped(alike, ({ of }) => of.system);
    const isOne = bySystem.size >= MANY || foldingOf(alike[0]!.of.diff.risk) !== 'same';
    return (isOne ? [alike] : [...bySystem.values()]).map(systemRow);
  });
}

function systemRow(group: readonly { readonly of: PairDiff; readonly pair: number }[]): DiffRow {
  const { of } = group[0]!;
  const entries = group.flatMap(({ of: one, pair }) => one.diff.objects.map((object): DiffEntry => ({ pair, of: one, object })));
  const names = [...new Set(group.map(({ of: { system } }) => system))];
  return {
    risk: of.diff.risk,
    status: of.status as 'added' | 'removed',
    kind: 'system',
    name: names.length > 1 ? `× ${thousands(names.length)}` : of.system === '' ? 'everything' : of.system,
    ...(names.length > 1 ? { names: { first: names.slice(0, MOST_NAMES), more: Math.max(0, names.length - MOST_NAMES) } } : {}),
    changes: [],
    impacts: dangersOf(entries),
    entries,
    pairs: group.map(({ pair }) => pair),
    others: 0,
    objects: entries.length,
  };
}

function effectsOfAll({ diff }: PairDiff): readonly string[] {
  return [...new Set(diff.objects.flatMap(({ impacts }) => impacts.map(({ id, risk }) => `${id} ${risk}`)))].sort();
}

/** Of a whole system, the impacts of the two highest risks, named; else the commonest one. */
function dangersOf(entries: readonly DiffEntry[]): RowImpact[] {
  const impacts = impactsOf(entries, (reason) => reason);
  const dangers = impacts.filter(({ risk }) => RISKS.indexOf(risk) >= RISKS.indexOf('high'));
  return dangers.length === 0 ? impacts.slice(0, 1).map((impact) => ({ ...impact, reasons: [], more: 0 })) : dangers;
}

function compareRows(a: DiffRow, b: DiffRow): number {
  const lead = (row: DiffRow): Pick<RowImpact, 'id'> => row.impacts[0] ?? { id: 'no-effect' };
  return RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareImpactIds(lead(a).id, lead(b).id) || a.pairs[0]! - b.pairs[0]! || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** A number with commas between its thousands, in every locale the same. */
export function thousands(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

function key(parts: readonly unknown[]): string {
  return JSON.stringify(parts);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const id = keyOf(item);
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [item]);
    else group.push(item);
  }
  return groups;
}
