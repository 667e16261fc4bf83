import { parseDuration } from '../../kernel/duration.ts';
import { type Attesters } from '../evidence/attester.ts';
import { type Evidence } from '../evidence/evidence.ts';
import { approvalsOf } from './approvals.ts';
import { type Requirement } from './requirement.ts';
import { type Live, soakOf } from './soak.ts';
import { type Standing, standingOf, treeOf, waitingOf } from './standing.ts';

/** An environment as promotion sees it: what counts as evidence there, and what is published. */
export interface KnownEnvironment {
  readonly name: string;
  /** What counts, oldest first; see verifyEvidence. */
  readonly evidence: readonly Evidence[];
  /** What is published there now; undefined where nothing is, or it is not known. */
  readonly live?: Live | undefined;
}

/** What decides whether a bundle may come into an environment. */
export interface PromotionCase {
  readonly system: string;
  /** The environments of the stage it comes from; none where releases reach the target directly, which then speaks for itself. */
  readonly sources: readonly KnownEnvironment[];
  readonly target: KnownEnvironment;
  readonly requires: readonly Requirement[];
  readonly attesters: Attesters;
  /** Addresses and accounts of who wrote the release and who promotes it. */
  readonly authors: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One requirement and whether it is met, in one environment. */
export interface RequirementState {
  readonly requirement: Requirement;
  /** Where the evidence is looked for. */
  readonly environment: string;
  readonly met: boolean;
  /** The evidence that it is met or failed by: newest first. */
  readonly evidence: readonly Evidence[];
  /** What is found or missing, in words: `1 of 2`, `12m of 30m`, `failed`. */
  readonly found: string;
  /** The line to type for what is missing. */
  readonly fix?: string | undefined;
}

/** Checks that are about the bundle itself: proven in one environment, they are proven. */
export const ABOUT_BUNDLE: readonly string[] = ['ci', 'signed-tag'];

/** A bundle that is judged, and whether a person has named it. */
interface Judged {
  readonly bundle: string;
  readonly isNamed: boolean;
}

/**
 * Every requirement of a target, and whether a bundle meets it. Of each check only the newest
 * evidence counts: a later `fail` takes an earlier `pass` back. What counts about a bundle tells
 * standingOf.
 *
 * @param isNamed whether a person has said that it shall be this bundle: then it may be one that was rolled back from
 */
export function assess(bundle: string, facts: PromotionCase, isNamed = false): RequirementState[] {
  const sources = facts.sources.length === 0 ? [facts.target] : facts.sources;
  const states = facts.requires.flatMap((requirement): RequirementState[] => {
    switch (requirement.check) {
      case 'approvals':
        return [approved(bundle, requirement, facts)];
      case 'not-rolled-back':
        return [];
      case 'soak':
        return sources.map((source) => soaked(bundle, requirement, source, facts));
      default:
        return ABOUT_BUNDLE.includes(requirement.check) ? [somewhere(bundle, requirement, sources, facts)] : sources.map((source) => checked(bundle, requirement, source, facts));
    }
  });
  return [...states, ...rolledBack({ bundle, isNamed }, facts)];
}

function checked(bundle: string, requirement: Requirement, { name, evidence, live }: KnownEnvironment, { system }: PromotionCase): RequirementState {
  const standing = standingOf(bundle, evidence);
  const newest = standing.evidence.findLast(({ check }) => check === requirement.check);
  const met = newest?.result === 'pass' && !hasFallen(requirement, standing);
  const missing = standing.rollback === undefined ? 'missing' : `missing since it was rolled back, ${day(standing.rollback)}`;
  const alike = live?.bundle === bundle && newest === undefined ? waitingOf(live, evidence).findLast(({ check }) => check === requirement.check) : undefined;
  if (alike !== undefined) {
    const found = `${alike.result === 'pass' ? 'passed' : 'failed'} of the same manifests as ${alike.bundle.slice(0, 12)}; counts for this bundle once it is verified`;
    return { requirement, environment: name, met: false, evidence: [], found, fix: fixFor({ check: 'ready' }, bundle, { system, environment: name }) };
  }
  return {
    requirement,
    environment: name,
    met,
    evidence: newest === undefined ? [] : [newest],
    found: newest === undefined ? missing : met ? 'passed' : newest.result === 'fail' ? 'failed' : 'its deployment failed since',
    ...(met ? {} : { fix: fixFor(requirement, bundle, { system, environment: name }) }),
  };
}

/** A bundle that was ready and whose deployment failed later is not ready any more. */
function hasFallen({ check }: Requirement, { evidence }: Standing): boolean {
  if (check !== 'ready') return false;
  return evidence.findLast((one) => one.check === 'deployed' || one.check === 'ready')?.result === 'fail';
}

/** Files of several environments have no order among them, so one newest `fail` outweighs every `pass`. */
function somewhere(bundle: string, requirement: Requirement, sources: readonly KnownEnvironment[], facts: PromotionCase): RequirementState {
  const states = sources.map((source) => checked(bundle, requirement, source, facts));
  return states.find(({ found }) => found === 'failed') ?? states.find(({ met }) => met) ?? states[0]!;
}

function soaked(bundle: string, requirement: Requirement & { check: 'soak' }, { name, evidence, live }: KnownEnvironment, { system, now }: PromotionCase): RequirementState {
  const wanted = parseDuration(requirement.duration, { days: true });
  const { seconds, since } = soakOf(bundle, evidence, live, now);
  const met = seconds >= wanted;
  const rest = wanted - seconds;
  const fix = since === undefined ? fixFor({ check: 'ready' }, bundle, { system, environment: name }) : `wait ${inMinutes(rest)}`;
  return { requirement, environment: name, met, evidence: since === undefined ? [] : [since], found: `${inMinutes(seconds)} of ${requirement.duration}`, ...(met ? {} : { fix }) };
}

function approved(bundle: string, requirement: Requirement & { check: 'approvals' }, facts: PromotionCase): RequirementState {
  const { system, target, attesters, authors } = facts;
  const standing = standingOf(bundle, target.evidence);
  const { given, passedOver, objections } = approvalsOf(standing.approvals, attesters, authors);
  const met = given.length >= requirement.count && objections.length === 0;
  const taken = standing.takenBack.filter(({ result }) => result === 'pass').map(({ by }) => by);
  const notes = [
    ...objections.map(({ by }) => `${by} objects`),
    ...passedOver.map(({ evidence, reason }) => `not ${evidence.by}: ${reason}`),
    ...(met || taken.length === 0 ? [] : [`${namesOf(taken)} approved before it was rolled back, ${day(standing.rollback!)}, which took that back`]),
    ...(met ? [] : approvalsOfAlike(bundle, facts)),
  ];
  return {
    requirement,
    environment: target.name,
    met,
    evidence: [...given, ...objections].toReversed(),
    found: [`${given.length} of ${requirement.count}`, ...notes].join('; '),
    ...(met ? {} : { fix: fixFor(requirement, bundle, { system, environment: target.name }) }),
  };
}

/** Whom an approval is missed of may have approved another bundle of what runs in the source: then they shall know why it does not count. */
function approvalsOfAlike(bundle: string, { sources, target }: PromotionCase): string[] {
  const others = [...new Set(target.evidence.filter((one) => one.check === 'approval' && one.bundle !== bundle && one.result === 'pass').map((one) => one.bundle))];
  return others.flatMap((other) => {
    const same = sources.find(({ evidence }) => treeOf(other, evidence) !== undefined && treeOf(other, evidence) === treeOf(bundle, evidence));
    const people = standingOf(other, target.evidence).approvals.filter(({ result }) => result === 'pass').map(({ by }) => by);
    return same === undefined || people.length === 0 ? [] : [`${namesOf(people)} approved ${other.slice(0, 12)}, which has the same manifests in ${same.name}; what another definition makes of them in ${target.name} they have not seen`];
  });
}

/** What was rolled back from there goes again only where somebody says so: by an approval since, or by its name. */
function rolledBack({ bundle, isNamed }: Judged, { system, target, requires, attesters, authors }: PromotionCase): RequirementState[] {
  const { rollback, approvals } = standingOf(bundle, target.evidence);
  if (rollback === undefined || isNamed) return [];
  const isAgreed = requires.some(({ check }) => check === 'approvals') && approvalsOf(approvals, attesters, authors).given.length > 0;
  if (isAgreed) return [];
  const fix = `npx slipway promote ${system} --to ${target.name} --version ${bundle.slice(0, 12)}   (or promote something newer)`;
  return [{ requirement: { check: 'not-rolled-back' }, environment: target.name, met: false, evidence: [rollback], found: `rolled back from, ${day(rollback)} by ${rollback.by}`, fix }];
}

function namesOf(people: readonly string[]): string {
  return [...new Set(people)].join(', ');
}

function day({ at }: Evidence): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)}`;
}

function fixFor(requirement: Requirement, bundle: string, { system, environment }: { readonly system: string; readonly environment: string }): string {
  if (requirement.check === 'ready') return `npx slipway verify ${system} --env ${environment}`;
  const check = requirement.check === 'approvals' ? 'approval' : requirement.check;
  return `npx slipway attest ${system} --env ${environment} --check ${check} --bundle ${bundle.slice(0, 12)}`;
}

/** Whole minutes are enough for people who wait; under one, seconds. */
function inMinutes(seconds: number): string {
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  return [[days, 'd'], [hours, 'h'], [rest, 'm']].flatMap(([number, unit]) => (number === 0 ? [] : [`${number}${unit}`])).join('');
}
