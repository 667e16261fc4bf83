import { type Identity, identityKey } from '../kernel/manifest.ts';
import { dependenciesAmong } from '../plan/dependencies.ts';
import { isBounded } from '../plan/gate.ts';
import { type Deed, type PlannedObject, type PlanStep, type Wait } from '../plan/plan.ts';
import { type Failure } from '../plan/proof.ts';
import { type PlanReport } from './plan-report.ts';
import { durationText, goesText, podsText } from './plan-ends.ts';
import { failureText, holdsNext, isStop, stepName, versionText, waitText } from './plan-text.ts';

/** What a plan looks like, before anything has a place. */
export interface Picture {
  readonly columns: readonly PictureColumn[];
  /** By the ids of boxes. */
  readonly edges: readonly PictureEdge[];
}

/** A step: what is done together. */
export interface PictureColumn {
  readonly title: string;
  /** How long it is waited for at most; empty where it isn't. */
  readonly note: string;
  readonly boxes: readonly PictureBox[];
}

/** One object, or some of one kind that share their fate. */
export interface PictureBox {
  readonly id: string;
  readonly objects: readonly Identity[];
  readonly kind: string;
  readonly name: string;
  readonly deed: Deed;
  readonly hook: boolean;
  /** The release that it brings, over the one that was there. */
  readonly version: string;
  readonly wait: Wait | undefined;
  /** What else there is to say of waiting: that nobody does, what has to be gone first, or that the plan ends here. */
  readonly note: string;
  readonly failure: Failure | undefined;
  /** Numbers of the counterexamples that are about it, from 1. */
  readonly broken: readonly number[];
}

/** One box uses another. */
export interface PictureEdge {
  /** What is used. */
  readonly from: string;
  /** Who uses it. */
  readonly to: string;
  /** Whether what is used comes later than who uses it. */
  readonly late: boolean;
}

/** So many objects of one kind with one fate are one box. */
const MANY = 3;
/** Even where each of them is waited for. */
const MANY_WAITS = 7;

/** What is shown of a plan. */
export function pictureOf(report: PlanReport): Picture {
  const { plan, proof, waived, before, after } = report;
  const all = [...proof.counterexamples, ...waived.map(({ counterexample }) => counterexample)];
  const broken = new Map<string, number[]>();
  all.forEach(({ key }, index) => broken.set(key, [...(broken.get(key) ?? []), index + 1]));
  const failures = new Map<string, Failure>();
  for (const failure of proof.failures) if (failure.how !== 'refused' && !failures.has(failure.key)) failures.set(failure.key, failure);
  const boxOf = new Map<string, { readonly id: string; readonly column: number }>();
  const columns = plan.steps.map((step, column): PictureColumn => {
    const waits = new Map([...step.waits, ...(step === plan.steps.at(-1) ? plan.unwatched : [])].map((wait) => [identityKey(wait.object), wait]));
    const isWatched = step.waits.length > 0;
    const boxes = grouped(step.objects, waits, broken).map((objects): PictureBox => {
      const [one] = objects as [PlannedObject];
      const { object, deed, hook, pods } = one;
      const key = identityKey(object);
      const id = `b${boxOf.size}`;
      for (const each of objects) if (!boxOf.has(identityKey(each.object))) boxOf.set(identityKey(each.object), { id, column });
      const wait = isWatched ? waits.get(key) : undefined;
      return {
        id,
        objects: objects.map((each) => each.object),
        kind: object.kind,
        name: objects.length === 1 ? object.name : `${objects.length} objects`,
        deed,
        hook,
        version: objects.length > 1 ? '' : [versionText(before.get(key), after.get(key)), pods === undefined ? '' : podsText(pods)].filter((text) => text !== '').join('; '),
        wait: wait?.by === 'controller' ? undefined : wait,
        note: isStop(report, key) ? 'the plan ends here' : !isWatched && waits.has(key) && waits.get(key)!.by !== 'controller' ? 'not waited for' : goesText(one, holdsNext(plan, step)),
        failure: failures.get(key),
        broken: objects.flatMap((each) => broken.get(identityKey(each.object)) ?? []),
      };
    });
    return { title: titleOf(step), note: noteOf(step), boxes };
  });
  const namespace = [...after.values(), ...before.values()].map(({ metadata }) => metadata.namespace).find((name) => name !== undefined) ?? '';
  const edges = new Map<string, PictureEdge>();
  for (const { from, to } of dependenciesAmong(new Map([...before, ...after]), namespace)) {
    const [used, user] = [boxOf.get(from), boxOf.get(to)];
    if (used !== undefined && user !== undefined && used.id !== user.id) edges.set(`${used.id} ${user.id}`, { from: used.id, to: user.id, late: used.column > user.column });
  }
  return { columns, edges: [...edges.values()] };
}

function titleOf(step: PlanStep): string {
  return step.phase === 'Sync' ? `wave ${step.wave}` : stepName(step);
}

function noteOf({ waits }: PlanStep): string {
  const open = waits.filter(({ by }) => by !== 'controller');
  if (open.some((wait) => !isBounded(wait))) return 'no deadline';
  const most = (of: (wait: Wait) => number | undefined): number => Math.max(0, ...open.map((wait) => of(wait) ?? 0));
  const [whole, stalled] = [most(({ atMost }) => atMost), most(({ withoutProgress }) => withoutProgress)];
  if (stalled > 0) return `${durationText(stalled)} without progress`;
  return whole === 0 ? '' : `at most ${durationText(whole)}`;
}

/** What is waited for and what is broken stands alone, unless there is a lot of it. */
function grouped(objects: readonly PlannedObject[], waits: ReadonlyMap<string, Wait>, broken: ReadonlyMap<string, readonly number[]>): (readonly PlannedObject[])[] {
  const fates = new Map<string, PlannedObject[]>();
  for (const one of objects) {
    const key = identityKey(one.object);
    const wait = waits.get(key);
    const fate = one.hook || one.pods !== undefined || one.goesWhen !== undefined || broken.has(key) ? key : `${one.object.group}/${one.object.kind} ${one.deed} ${wait === undefined || wait.by === 'controller' ? '' : `${wait.until} ${wait.atMost} ${wait.withoutProgress}`}`;
    fates.set(fate, [...(fates.get(fate) ?? []), one]);
  }
  return [...fates.values()].flatMap((same) => {
    const wait = waits.get(identityKey(same[0]!.object));
    const isWaitedFor = wait !== undefined && wait.by !== 'controller';
    return same.length >= (isWaitedFor ? MANY_WAITS : MANY) ? [same] : same.map((one) => [one]);
  });
}

/** A line of a box, and what it is about. */
export interface BoxLine {
  readonly text: string;
  readonly tone: 'kind' | 'name' | 'what' | 'wait' | 'fail' | 'broken';
}

const SIGNS: Readonly<Record<Deed, string>> = { create: '+', change: '~', recreate: '↻', prune: '−', keep: '=', leave: '·' };

/** What a box says, a line each, none of them broken yet. */
export function linesOf({ kind, name, deed, hook, version, wait, note, failure, broken }: PictureBox): readonly BoxLine[] {
  return [
    { text: `${SIGNS[deed]} ${kind}${hook ? ' (hook)' : ''}`, tone: 'kind' },
    { text: name, tone: 'name' },
    ...(version === '' ? [] : [{ text: version, tone: 'what' as const }]),
    ...(wait === undefined ? [] : [{ text: shortWait(wait), tone: 'wait' as const }]),
    ...(note === '' ? [] : [{ text: note, tone: 'kind' as const }]),
    ...(failure === undefined ? [] : [{ text: `✗ ${failureText(failure).replace(/^.*? \u2192 /, '').replace(', nothing deleted', '')}`, tone: 'fail' as const }]),
    ...broken.map((number) => ({ text: `! counterexample ${number}`, tone: 'broken' as const })),
  ];
}

function shortWait(wait: Wait): string {
  const seconds = wait.atMost ?? wait.withoutProgress;
  return seconds === undefined ? `until ${wait.until}` : `until ${wait.until}, ${durationText(seconds)}${wait.atMost === undefined ? ' without progress' : ''}`;
}

/** A box in a sentence, for who doesn't see it. */
export function sentenceOf({ kind, name, deed, hook, version, wait, note, failure, broken }: PictureBox): string {
  const deeds: Readonly<Record<Deed, string>> = { create: 'created', change: 'changed', recreate: 'deleted and made anew', prune: 'pruned', keep: 'kept', leave: 'unchanged' };
  return [
    `${kind} ${name}${hook ? ', a hook' : ''}: ${deeds[deed]}`,
    ...(version === '' ? [] : [version]),
    ...(wait === undefined ? [] : [waitText(wait)]),
    ...(note === '' ? [] : [note]),
    ...(failure === undefined ? [] : [failureText(failure)]),
    ...broken.map((number) => `counterexample ${number}`),
  ].join('; ');
}
