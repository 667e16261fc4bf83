import { visible } from '../kernel/problem.ts';
import { isBounded } from '../plan/gate.ts';
import { type Plan, type PlannedObject, type Wait } from '../plan/plan.ts';
import { type PodsChange } from '../plan/pods-change.ts';
import { count } from './columns.ts';
import { type PlanReport } from './plan-report.ts';

/** All that a sync waits for and that nothing bounds, of any step. */
export function endlessWaits({ steps }: Plan): readonly Wait[] {
  return steps.flatMap(({ waits }) => waits.filter((wait) => !isBounded(wait)));
}

/**
 * How long the sync waits and what ends it, a sentence each: what has an end at most, what fails without progress,
 * and what has no deadline at all. Argo CD itself has none, unless its controller was given one.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-cmd-params-cm-yaml/ (controller.sync.timeout.seconds)
 */
export function waitSentences(plan: Plan): readonly string[] {
  if (plan.breaksOff !== undefined || plan.steps.length === 0) return [];
  if (plan.atMost !== undefined) return plan.atMost === 0 ? [] : [`waits ${durationText(plan.atMost)} at most, all told`];
  const waits = plan.steps.flatMap((step) => step.waits);
  const byDeadline = new Map<number, Wait[]>();
  for (const wait of waits) if (wait.withoutProgress !== undefined) byDeadline.set(wait.withoutProgress, [...(byDeadline.get(wait.withoutProgress) ?? []), wait]);
  const endless = endlessWaits(plan);
  const [persons, others] = [endless.filter(({ by }) => by === 'person'), endless.filter(({ by }) => by !== 'person')];
  return [
    ...[...byDeadline].map(([seconds, some]) => `${folded(some)} ${some.length === 1 ? 'fails' : 'fail'} after ${durationText(seconds)} without progress, and may take longer while ${some.length === 1 ? 'it makes' : 'they make'} some`),
    ...(others.length === 0
      ? []
      : [`${folded(others)} ${others.length === 1 ? 'has' : 'have'} no deadline: the sync goes on by itself once ${others.length === 1 ? 'it is' : 'all are'} ready; while ${others.length === 1 ? 'it is' : 'one is'} neither ready nor failed, Argo CD waits, until somebody terminates the sync or the time is up that its controller was given (by default none)`]),
    ...persons.map((wait) => `${folded([wait])}: the sync waits until ${wait.until}`),
  ];
}

/** Where the plan ends although nothing goes wrong, and what is then not done. */
export function breakOffSentences({ breaksOff }: Plan): readonly string[] {
  if (breaksOff === undefined) return [];
  const { why, unapplied } = breaksOff;
  return [
    `the plan ends here: ${visible(why)}; what comes after is not applied, and nothing is proven of it`,
    ...(unapplied.length === 0 ? [] : [`not applied: ${DEEDS.flatMap(([deed, word]) => named(unapplied.filter((one) => one.deed === deed), word)).join('; ')}`]),
  ];
}

const DEEDS = [
  ['create', 'created'],
  ['change', 'changed'],
  ['recreate', 'made anew'],
  ['prune', 'pruned'],
  ['keep', 'kept'],
] as const;

function named(objects: readonly PlannedObject[], word: string): string[] {
  return objects.length === 0 ? [] : [`${folded(objects)} (${word})`];
}

/** What happens to pods: which are replaced, and of which there will be another number. */
export function podSentences({ rolls, plan }: PlanReport): readonly string[] {
  const scaled = plan.steps.flatMap(({ objects }) => objects.filter(({ pods }) => pods !== undefined));
  if (rolls && scaled.length === 0) return [];
  const changes = scaled.map(({ object, pods }) => `${visible(`${object.kind} ${object.name}`)} goes ${podsFromTo(pods!)}`);
  if (rolls) return [changes.join('; ')];
  return [changes.length === 0 ? 'no pod template changes: no pod is replaced' : `no pod template changes, so that no pod is replaced; but ${changes.join('; ')}`];
}

/** A change of the number of pods: `6 → 1 pods until HorizontalPodAutoscaler web acts`. */
export function podsText({ before, after, until }: PodsChange): string {
  return `${before === undefined ? '' : `${before} → `}${count(after, 'pod')}${untilText(until)}`;
}

/** The same in a sentence: `from 6 to 1 pod until HorizontalPodAutoscaler web acts`. */
export function podsFromTo({ before, after, until }: PodsChange): string {
  return `${before === undefined ? 'from what its autoscaler had set' : `from ${before}`} to ${count(after, 'pod')}${untilText(until)}`;
}

function untilText(until: string | undefined): string {
  return until === undefined ? '' : ` until ${visible(until)} acts`;
}

/** What is pruned may stay, and hold up what comes after it. */
export function goesText({ goesWhen }: PlannedObject, holds: boolean): string {
  if (goesWhen === undefined) return '';
  return `${holds ? 'holds the sync' : 'not waited for, stays'} until ${visible(goesWhen)}`;
}

/** Objects by their kinds, each kind once: `ExternalSecret redis, runtime and Cluster postgres`. */
function folded(objects: readonly { readonly object: { readonly kind: string; readonly name: string } }[]): string {
  const kinds = new Map<string, Set<string>>();
  for (const { object } of objects) kinds.set(object.kind, (kinds.get(object.kind) ?? new Set()).add(object.name));
  const parts = [...kinds].map(([kind, names]) => visible(names.size > MANY ? `${names.size} × ${kind}` : `${kind} ${[...names].join(', ')}`));
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** More names of one kind say less than their number. */
const MANY = 6;

/** Seconds as a reader says them: `10 min`, `1 h 30 min`. */
export function durationText(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.ceil((seconds % 3600) / 60)];
  return [hours === 0 ? '' : `${hours} h`, minutes === 0 ? '' : `${minutes} min`].filter((part) => part !== '').join(' ');
}
