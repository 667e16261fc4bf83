import { parseDuration } from '../../kernel/duration.ts';
import { type Attesters } from '../evidence/attester.ts';
import { type Evidence } from '../evidence/evidence.ts';
import { approvalsOf } from './approvals.ts';
import { type Requirement } from './requirement.ts';
import { type Live, soakOf } from './soak.ts';

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
const ABOUT_BUNDLE: readonly string[] = ['ci', 'signed-tag'];

/**
 * Every requirement of a target, and whether a bundle meets it. Only evidence about exactly this
 * bundle counts, and of each check only the newest: a later `fail` takes an earlier `pass` back.
 */
export function assess(bundle: string, facts: PromotionCase): RequirementState[] {
  const sources = facts.sources.length === 0 ? [facts.target] : facts.sources;
  return facts.requires.flatMap((requirement): RequirementState[] => {
    switch (requirement.check) {
      case 'approvals':
        return [approved(bundle, requirement, facts)];
      case 'soak':
        return sources.map((source) => soaked(bundle, requirement, source, facts));
      default:
        return ABOUT_BUNDLE.includes(requirement.check) ? [somewhere(bundle, requirement, sources, facts)] : sources.map((source) => checked(bundle, requirement, source, facts));
    }
  });
}

function checked(bundle: string, requirement: Requirement, { name, evidence }: KnownEnvironment, { system }: PromotionCase): RequirementState {
  const newest = newestOf(bundle, requirement.check, evidence);
  const met = newest?.result === 'pass' && !hasFallen(bundle, requirement, evidence);
  return {
    requirement,
    environment: name,
    met,
    evidence: newest === undefined ? [] : [newest],
    found: newest === undefined ? 'missing' : met ? 'passed' : newest.result === 'fail' ? 'failed' : 'its deployment failed since',
    ...(met ? {} : { fix: fixFor(requirement, bundle, { system, environment: name }) }),
  };
}

/** A bundle that was ready and whose deployment failed later is not ready any more. */
function hasFallen(bundle: string, { check }: Requirement, evidence: readonly Evidence[]): boolean {
  if (check !== 'ready') return false;
  return evidence.findLast((one) => one.bundle === bundle && (one.check === 'deployed' || one.check === 'ready'))?.result === 'fail';
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

function approved(bundle: string, requirement: Requirement & { check: 'approvals' }, { system, target, attesters, authors }: PromotionCase): RequirementState {
  const { given, passedOver, objections } = approvalsOf(bundle, target.evidence, attesters, authors);
  const met = given.length >= requirement.count && objections.length === 0;
  const notes = [...objections.map(({ by }) => `${by} objects`), ...passedOver.map(({ evidence, reason }) => `not ${evidence.by}: ${reason}`)];
  return {
    requirement,
    environment: target.name,
    met,
    evidence: [...given, ...objections].toReversed(),
    found: [`${given.length} of ${requirement.count}`, ...notes].join('; '),
    ...(met ? {} : { fix: fixFor(requirement, bundle, { system, environment: target.name }) }),
  };
}

function newestOf(bundle: string, check: string, evidence: readonly Evidence[]): Evidence | undefined {
  return evidence.findLast((one) => one.bundle === bundle && one.check === check);
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
