import { listAt, textAt } from '../checks/field.ts';
import { identityKey, type Manifest } from '../kernel/manifest.ts';
import { visible } from '../kernel/problem.ts';
import { type GateKeeper } from '../plan/gate.ts';
import { type Deed, type Plan, type PlannedObject, type PlanStep, type Wait } from '../plan/plan.ts';
import { type Counterexample, type Failure, type Proof } from '../plan/proof.ts';
import { podsIn } from '../plan/release-set.ts';
import { named } from '../plan/words.ts';
import { alignColumns, type Cell, count } from './columns.ts';
import { breakOffSentences, durationText, goesText, podSentences, podsText, waitSentences } from './plan-ends.ts';
import { type PlanReport } from './plan-report.ts';
import { type Style } from './style.ts';

const SIGNS: Readonly<Record<Deed, string>> = { create: '+', change: '~', recreate: '↻', prune: '-', keep: '=', leave: ' ' };

/** A plan as text: a line for everything that changes, runs or is waited for, wave by wave, then what was proven of it. */
export function planText(report: PlanReport, style: Style): string {
  const { system, environment, from, plan, proof, waived } = report;
  const lines = [
    `${style.strong(`${environment} / ${system}`)}  ${style.faint(`from ${visible(from)}`)}`,
    ...alignColumns(plan.steps.flatMap((step) => stepRows(step, report, style)).map(withoutEmptyEnd)),
    ...breakOffSentences(plan).map((line) => style.bad(line)),
    ...waitSentences(plan).map((line) => style.faint(line)),
    ...podSentences(report).map((line) => style.faint(line)),
    ...waived.map(({ counterexample, reason }) => style.faint(`accepted  ${counterexample.invariant}  ${visible(counterexample.story.at(-1)!)}: ${visible(reason)}`)),
    ...proof.counterexamples.flatMap((one) => counterexampleLines(one, style)),
    proof.counterexamples.length === 0 ? style.good(`no counterexample in ${proven(proof)}`) : style.bad(`${count(proof.counterexamples.length, 'counterexample')} in ${proven(proof)}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function proven({ points, stories }: Proof): string {
  return `${count(points, 'failure point')} (${stories} ${stories === 1 ? 'story' : 'stories'})`;
}

/** No line ends in spaces. */
function withoutEmptyEnd(row: readonly Cell[]): readonly Cell[] {
  let end = row.length;
  while (end > 0 && row[end - 1]!.text === '') end -= 1;
  return row.slice(0, end);
}

function stepRows(step: PlanStep, report: PlanReport, style: Style): Cell[][] {
  const waits = new Map(step.waits.map((wait) => [identityKey(wait.object), wait]));
  const shown = step.objects.filter(({ object, deed }) => deed !== 'leave' || (waits.has(identityKey(object)) && waits.get(identityKey(object))!.by !== 'controller'));
  const rows = group(shown, waits).map((row, index) => [{ text: index === 0 ? stepName(step) : '', align: 'right' as const, paint: style.strong }, ...objectCells(row, step, waits, report, style)]);
  const left = step.objects.length - shown.length;
  if (left > 0) rows.push([{ text: rows.length === 0 ? stepName(step) : '', align: 'right', paint: style.strong }, { text: '' }, { text: `${count(left, 'object')} unchanged`, paint: style.faint }]);
  return rows;
}

/** Of many objects of one kind with one fate, and none of them waited for, one line tells. */
function group(objects: readonly PlannedObject[], waits: ReadonlyMap<string, Wait>): (readonly PlannedObject[])[] {
  const rows = new Map<string, PlannedObject[]>();
  for (const one of objects) {
    const own = one.hook || one.pods !== undefined || one.goesWhen !== undefined || (waits.has(identityKey(one.object)) && waits.get(identityKey(one.object))!.by !== 'controller') || !MANY.has(one.object.kind);
    const key = own ? identityKey(one.object) : `${one.object.kind} ${one.deed}`;
    const row = rows.get(key) ?? [];
    rows.set(key, [...row, one]);
  }
  return [...rows.values()];
}

/** Kinds of which a system has dozens. */
const MANY: ReadonlySet<string> = new Set(['NetworkPolicy', 'AuthorizationPolicy', 'NetworkAuthentication', 'MeshTLSAuthentication', 'Server', 'ServiceAccount', 'PrometheusRule', 'ServiceMonitor', 'PodDisruptionBudget', 'Service', 'GrafanaDashboard']);

function objectCells(row: readonly PlannedObject[], step: PlanStep, waits: ReadonlyMap<string, Wait>, report: PlanReport, style: Style): Cell[] {
  const [one = row[0]!] = row;
  const { object, deed, hook, pods } = one;
  const key = identityKey(object);
  const known = waits.get(key);
  // What takes a moment is not worth a word.
  const wait = known?.by === 'controller' ? undefined : known;
  const paint = { create: style.good, change: style.changed, recreate: style.changed, prune: style.bad, keep: style.faint, leave: style.faint }[deed];
  const name = row.length === 1 ? `${object.kind} ${object.name}` : `${row.length} × ${object.kind}`;
  const what = [hook ? 'hook' : '', versionText(report.before.get(key), report.after.get(key)), pods === undefined ? '' : podsText(pods)].filter((text) => text !== '').join('  ');
  const isUnwatched = report.plan.unwatched.some((unwatched) => identityKey(unwatched.object) === key);
  const said = isStop(report, key) ? 'the plan ends here' : wait !== undefined ? waitText(wait) : row.length > 1 ? '' : isUnwatched ? 'not waited for' : goesText(one, holdsNext(report.plan, step));
  const failure = report.proof.failures.find((left) => left.key === key && left.how !== 'refused');
  return [{ text: SIGNS[deed], paint }, { text: visible(name) }, { text: visible(what), paint: style.faint }, { text: said, ...(wait === undefined ? { paint: style.faint } : {}) }, { text: failure === undefined ? '' : failureText(failure), paint: style.faint }];
}

/** Whether the plan ends with an object, although nothing goes wrong. */
export function isStop({ plan: { breaksOff } }: PlanReport, key: string): boolean {
  return breaksOff?.object !== undefined && identityKey(breaksOff.object) === key;
}

/** Whether what a step prunes is waited for: the last one is not, but beside a hook. */
export function holdsNext({ steps }: Plan, step: PlanStep): boolean {
  return step !== steps.at(-1) || step.objects.some(({ hook }) => hook);
}

/** What is waited for, and what bounds that. */
export function waitText(wait: Wait): string {
  return `waits until ${wait.until}${boundText(wait)}`;
}

function boundText({ atMost, withoutProgress, by }: Wait): string {
  if (atMost !== undefined) return `, at most ${durationText(atMost)}`;
  return withoutProgress === undefined ? ENDLESS[by] : `, at most ${durationText(withoutProgress)} without progress`;
}

/** How long who has no deadline may take. */
const ENDLESS: Readonly<Record<GateKeeper, string>> = { pods: ', for ever if need be', job: ', for ever if need be', claim: '', controller: '', operator: ', for as long as that takes', 'third-party': ', for ever if need be', metrics: '', schedule: '', person: '' };

/** What is left when it goes wrong. */
export function failureText({ how, ending, serving, down, pruned }: Failure): string {
  const serves = { before: 'old release serves', after: 'new release serves', both: 'some of each release serves', none: 'nothing serves yet', same: down.length === 0 ? 'no pod is replaced' : '' }[serving];
  // Of what has stopped the name says more than which release the others are of.
  const stopped = down.length === 0 ? '' : down.length === 1 ? `${visible(named(down[0]!))} is down` : `${down.length} workloads are down`;
  const left = [serving === 'none' && stopped !== '' ? '' : serves, stopped].filter((text) => text !== '').join(', ');
  return `${how === 'hangs' ? 'hangs' : how === 'refused' ? 'is refused' : 'fails'} → ${left}, ${pruned.length === 0 ? 'nothing deleted' : `${count(pruned.length, 'object')} deleted`}${ending === 'Hangs' ? ', the sync waits' : ''}`;
}

function counterexampleLines({ invariant, story, fix }: Counterexample, style: Style): string[] {
  return [`${style.bad('✗')} ${style.strong(invariant)}`, ...story.map((line, index) => `    ${index === 0 ? '' : '→ '}${visible(line)}`), ...(fix === undefined ? [] : [`    fix: ${visible(fix)}`])];
}

/** What a workload or Job runs, and what it ran: by its version; where that stays, by its images. */
export function versionText(before: Manifest | undefined, after: Manifest | undefined): string {
  if (before === undefined || after === undefined) return '';
  const [was, is] = [versionOf(before), versionOf(after)];
  if (was !== undefined && is !== undefined && was !== is) return visible(`${was} → ${is}`);
  const [ran, runs] = [imagesOf(before), imagesOf(after)];
  const changed = runs.filter((image) => !ran.includes(image));
  return changed.length === 0 || ran.length === 0 ? '' : `image ${visible(shortImage(changed[0]!))}${changed.length === 1 ? '' : ` and ${changed.length - 1} more`}`;
}

/** The version before and after, where there is one on either side. */
export function versionsOf(before: Manifest | undefined, after: Manifest | undefined): { readonly version?: { readonly before?: string; readonly after?: string } } {
  const [was, is] = [before === undefined ? undefined : versionOf(before), after === undefined ? undefined : versionOf(after)];
  if (was === undefined && is === undefined) return {};
  return { version: { ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) } };
}

function versionOf(manifest: Manifest): string | undefined {
  const version: unknown = manifest.metadata.labels?.['app.kubernetes.io/version'];
  return typeof version === 'string' ? version : undefined;
}

function imagesOf(manifest: Manifest): readonly string[] {
  return podsIn(manifest).flatMap(({ spec }) => [...listAt(spec, 'initContainers'), ...listAt(spec, 'containers')].flatMap((container) => textAt(container, 'image') ?? []));
}

/** The last part of its name, and as much of a digest as tells it apart. */
function shortImage(image: string): string {
  const [name = '', digest] = image.slice(image.lastIndexOf('/') + 1).split('@sha256:');
  return digest === undefined ? name : `${name}@${digest.slice(0, 7)}`;
}

/** How a step is called: its wave, and its phase where that is not the common one. */
export function stepName({ phase, wave }: PlanStep): string {
  return phase === 'Sync' ? String(wave) : `${phase} ${wave}`;
}
