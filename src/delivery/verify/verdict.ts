import { type ApplicationFacts, type OperationFacts, parseApplication } from './application.ts';
import { type Expectation, type Observation, type Patience, type RevisionFacts } from './observation.ts';

/** What became of a published bundle. */
export interface Verdict {
  /**
   * `deployed`: it runs, as published. `superseded`: Argo CD has gone on to a newer publish of the
   * pair. `failed`: the sync failed for good, or the Application is gone. `degraded`: synced, but not
   * healthy. `timed-out`: none of these came to be. `unobservable`: nobody can say, because Argo CD
   * does not answer.
   */
  readonly outcome: 'deployed' | 'superseded' | 'failed' | 'degraded' | 'timed-out' | 'unobservable';
  /** The revision it was told from; empty where none was. */
  readonly revision: string;
  /** In words, the most telling first; of what is deployed none. */
  readonly reasons: readonly string[];
}

/** What is known after some looks. */
export interface WatchState {
  readonly startedAt: number;
  /** Final once it is there. */
  readonly verdict?: Verdict;
  /** What it waits for, in words. */
  readonly waiting: string;
  /** Whether the Application was ever seen. */
  readonly wasSeen: boolean;
  /** The trouble that lasts, and since when. */
  readonly trouble?: { readonly kind: TroubleKind; readonly since: number };
}

type TroubleKind = Exclude<keyof Patience, 'timeout'>;

/** What one look says by itself. */
type Reading =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'trouble'; readonly trouble: TroubleKind; readonly verdict: Verdict }
  | { readonly kind: 'waiting'; readonly reasons: readonly string[]; readonly revision?: string; readonly blind?: boolean };

/** The state before the first look. */
export function startWatching(now: number): WatchState {
  return { startedAt: now, waiting: 'Argo CD', wasSeen: false };
}

/**
 * The state after one more look. Deployed means: an operation on everything succeeded at a revision
 * that is the published commit or descends from it and holds the published tree; compared after that,
 * the Application is Synced at such a revision, and Healthy. What Argo CD said before it knew of the
 * commit is about another revision, so it never counts; and every wait ends with the timeout.
 *
 * @param describe what is known of a revision that the look names
 */
export function watch(state: WatchState, expectation: Expectation, patience: Patience, observation: Observation, describe: (revision: string) => RevisionFacts): WatchState {
  if (state.verdict !== undefined) return state;
  const { now } = observation;
  const reading = read(observation, expectation, state.wasSeen, describe);
  const wasSeen = state.wasSeen || observation.kind === 'application';
  const next = { startedAt: state.startedAt, wasSeen };
  if (reading.kind === 'verdict') return { ...next, waiting: '', verdict: reading.verdict };
  const isLate = now - state.startedAt >= patience.timeout;
  if (reading.kind === 'trouble') {
    const { verdict } = reading;
    const since = state.trouble?.kind === reading.trouble ? state.trouble.since : now;
    // Trouble at the very end is what became of it, however short it was.
    if (isLate || now - since >= patience[reading.trouble]) return { ...next, waiting: '', verdict };
    return { ...next, waiting: verdict.reasons[0] ?? verdict.outcome, trouble: { kind: reading.trouble, since } };
  }
  const { reasons, revision = '', blind = false } = reading;
  if (!isLate) return { ...next, waiting: reasons[0] ?? '' };
  return { ...next, waiting: '', verdict: { outcome: blind ? 'unobservable' : 'timed-out', revision, reasons } };
}

/** Revisions that a look names, and so must be described before it is understood. */
export function revisionsIn(observation: Observation): string[] {
  const facts = observation.kind === 'application' ? parseApplication(observation.application) : 'none';
  if (typeof facts === 'string') return [];
  // The newest entries are enough: what was synced after the published commit stands at the end.
  const named = [facts.sync.revision, facts.operation?.revision ?? '', ...facts.syncedRevisions.slice(-3)];
  return [...new Set(named)].filter((revision) => /^[0-9a-f]{40}$/.test(revision));
}

function read(observation: Observation, expectation: Expectation, wasSeen: boolean, describe: (revision: string) => RevisionFacts): Reading {
  switch (observation.kind) {
    case 'unreachable':
      return { kind: 'waiting', reasons: [`Argo CD does not answer: ${observation.message}`], blind: true };
    case 'denied':
      return trouble('denied', 'unobservable', '', [`Argo CD refuses: ${observation.message}`]);
    case 'absent':
      if (wasSeen) return trouble('gone', 'failed', '', [`the Application ${expectation.application} was deleted`]);
      return { kind: 'waiting', reasons: [`Argo CD has no Application ${expectation.application}, or does not show it: ${observation.message}`] };
    case 'application': {
      const facts = parseApplication(observation.application);
      return typeof facts === 'string' ? { kind: 'waiting', reasons: [facts], blind: true } : readApplication(facts, expectation, standingIn(facts, expectation, describe));
    }
  }
}

/** How a revision stands to what was published. */
type Standing = 'ours' | 'newer' | 'other' | 'unknown' | 'none';

interface Standings {
  readonly sync: Standing;
  readonly operation: Standing;
  /** Whether a whole sync of ours succeeded before the newest operation. */
  readonly wasSynced: boolean;
}

function standingIn(facts: ApplicationFacts, { tree }: Expectation, describe: (revision: string) => RevisionFacts): Standings {
  const standing = (revision: string): Standing => {
    if (revision === '') return 'none';
    const known: RevisionFacts = /^[0-9a-f]{40}$/.test(revision) ? describe(revision) : { relation: 'unknown' };
    if (known.relation === 'unknown') return 'unknown';
    if (known.relation === 'before' || known.relation === 'apart') return 'other';
    return known.tree === tree ? 'ours' : 'newer';
  };
  return {
    sync: standing(facts.sync.revision),
    operation: standing(facts.operation?.revision ?? ''),
    wasSynced: facts.syncedRevisions.slice(-3).some((revision) => standing(revision) === 'ours'),
  };
}

/** Where an Application deploys to, in words, if that is not where it shall; of what it does not say nothing is told. */
function strayed(is: ApplicationFacts['destination'], shall: NonNullable<Expectation['destination']>): string | undefined {
  if (is.namespace !== '' && is.namespace !== shall.namespace) return `deploys to the namespace ${is.namespace}, not ${shall.namespace}`;
  const cluster = is.name === '' ? is.server : is.name;
  const wanted = shall.name ?? shall.server ?? '';
  return cluster === '' || wanted === '' || cluster === wanted || is.server === wanted ? undefined : `deploys to the cluster ${cluster}, not ${wanted}`;
}

function readApplication(facts: ApplicationFacts, { path, application, destination }: Expectation, standing: Standings): Reading {
  const { operation, sync, health } = facts;
  if (facts.path !== path) return trouble('denied', 'unobservable', '', [`the Application ${application} follows ${facts.path === '' ? 'no folder' : facts.path}, not ${path}`]);
  const elsewhere = destination === undefined ? undefined : strayed(facts.destination, destination);
  if (elsewhere !== undefined) return trouble('denied', 'unobservable', '', [`the Application ${application} ${elsewhere}`]);
  if (facts.isBeingDeleted) return trouble('gone', 'failed', '', [`the Application ${application} is being deleted`]);
  const failed = operation !== undefined && standing.operation === 'ours' && isOver(operation) && operation.phase !== 'Succeeded' && !(operation.isPartial && standing.wasSynced) && !facts.isRequested;
  if (failed && !operation.mayRetry) return { kind: 'verdict', verdict: failure(operation) };
  const newer = standing.operation === 'newer' ? operation!.revision : standing.sync === 'newer' ? sync.revision : undefined;
  if (newer !== undefined) return { kind: 'verdict', verdict: { outcome: 'superseded', revision: newer, reasons: [`Argo CD has gone on to ${newer.slice(0, 12)}, a newer publish of ${path}`] } };
  if (failed) return { kind: 'trouble', trouble: 'failed', verdict: failure(operation) };
  const waiting = (...reasons: readonly string[]): Reading => ({ kind: 'waiting', reasons: [...reasons, ...facts.errors], revision: sync.revision });
  if (operation === undefined) return waiting(noOperation(facts, standing));
  if (!isOver(operation)) return waiting(`the sync runs${operation.message === '' ? '' : `: ${operation.message}`}`, ...operation.failures);
  if (facts.isRequested) return waiting('a sync is asked for and has not begun');
  if (standing.operation === 'unknown') return waiting(`the newest sync was at ${operation.revision.slice(0, 12)}, which the GitOps repository does not know`);
  if (standing.operation !== 'ours') return waiting(noOperation(facts, standing));
  if (operation.phase !== 'Succeeded' || (operation.isPartial && !standing.wasSynced)) return waiting('only part of it was synced, and no hook ran', ...operation.failures);
  // What it said while the sync ran is about what ran before.
  if (facts.comparedAt === undefined || operation.finishedAt === undefined || facts.comparedAt < operation.finishedAt) return waiting('Argo CD has not looked at the cluster since the sync');
  if (health.status === 'Degraded') return trouble('degraded', 'degraded', operation.revision, [...(facts.unhealthy.length === 0 ? [described(health)] : facts.unhealthy), ...facts.errors]);
  if (sync.status !== 'Synced' || standing.sync !== 'ours') return waiting(`it is ${sync.status === '' ? 'not compared' : sync.status} at ${sync.revision.slice(0, 12) || 'no revision'} after the sync`);
  if (health.status !== 'Healthy') return waiting(`it is ${described(health)}`, ...facts.unhealthy);
  return { kind: 'verdict', verdict: { outcome: 'deployed', revision: operation.revision, reasons: [] } };
}

function isOver({ phase }: OperationFacts): boolean {
  return ['Succeeded', 'Failed', 'Error'].includes(phase);
}

/** Why no operation is about the published commit yet. */
function noOperation({ sync }: ApplicationFacts, standing: Standings): string {
  if (standing.sync === 'ours' && sync.status === 'Synced') return 'Argo CD knows the commit and found nothing to sync, so no hook ran: sync it by hand once';
  if (standing.sync === 'ours') return `Argo CD knows the commit and has not begun to sync (${sync.status || 'not compared'}): automated sync may be off, or a window closed`;
  if (standing.sync === 'unknown') return `Argo CD is at ${sync.revision.slice(0, 12)}, which the GitOps repository does not know`;
  return 'Argo CD has not seen the commit';
}

function failure({ phase, message, revision, failures }: OperationFacts): Verdict {
  return { outcome: 'failed', revision, reasons: [...failures, ...(message === '' && failures.length > 0 ? [] : [`the sync ended ${phase}${message === '' ? '' : `: ${message}`}`])] };
}

function trouble(kind: TroubleKind, outcome: Verdict['outcome'], revision: string, reasons: readonly string[]): Reading {
  return { kind: 'trouble', trouble: kind, verdict: { outcome, revision, reasons } };
}

function described({ status, message }: ApplicationFacts['health']): string {
  return `${status === '' ? 'of unknown health' : status}${message === '' ? '' : `: ${message}`}`;
}
