import { describe, expect, it } from '@jest/globals';
import { argoApplication, type ApplicationMoment, type OperationMoment } from '../../../test/argocd-stub.ts';
import { awaitDeployment } from './await-deployment.ts';
import { PATIENCE, type RevisionFacts, type Sight } from './observation.ts';
import { type Verdict } from './verdict.ts';

/** Commits of the GitOps repository, by one letter: `b` before ours, `f` foreign and before, `o` ours, `g` foreign and after, `n` a newer publish, `x` of no history. */
const id = (letter: string): string => letter.repeat(40);
const OURS = id('1');
const BEFORE = id('b');
const FOREIGN_BEFORE = id('2');
const FOREIGN_AFTER = id('3');
const NEWER = id('4');
const APART = id('5');
const UNKNOWN = id('6');
const TREE = id('a');
const FACTS: Readonly<Record<string, RevisionFacts>> = {
  [OURS]: { relation: 'same', tree: TREE },
  [BEFORE]: { relation: 'before', tree: id('c') },
  [FOREIGN_BEFORE]: { relation: 'before', tree: id('c') },
  [FOREIGN_AFTER]: { relation: 'after', tree: TREE },
  [NEWER]: { relation: 'after', tree: id('d') },
  [APART]: { relation: 'apart', tree: TREE },
};
const EXPECTATION = { application: 'shop-staging', path: 'staging/shop', commit: OURS, tree: TREE, destination: { name: 'staging', namespace: 'shop-staging' } };

function app(moment: ApplicationMoment): Sight {
  return { kind: 'application', application: argoApplication(moment) };
}

const synced = (revision: string) => ({ status: 'Synced', revision });
const outOfSync = (revision: string) => ({ status: 'OutOfSync', revision });
const running = (revision: string, more: Partial<OperationMoment> = {}): OperationMoment => ({ phase: 'Running', revision, ...more });
const succeeded = (revision: string, more: Partial<OperationMoment> = {}): OperationMoment => ({ phase: 'Succeeded', revision, ...more });
const failed = (revision: string, more: Partial<OperationMoment> = {}): OperationMoment => ({ phase: 'Failed', revision, message: 'one or more synchronization tasks completed unsuccessfully', ...more });

/** Before Argo CD knows of the commit: everything is as well as can be. */
const stale = app({ sync: synced(BEFORE), operation: succeeded(BEFORE), history: [BEFORE] });
const noticed = app({ sync: outOfSync(OURS), operation: succeeded(BEFORE), history: [BEFORE] });
const busy = app({ sync: outOfSync(OURS), health: 'Progressing', operation: running(OURS, { message: 'waiting for healthy state of apps/Deployment/app' }) });
const done = app({ sync: synced(OURS), operation: succeeded(OURS), history: [BEFORE, OURS] });
const down: Sight = { kind: 'unreachable', message: 'connect ECONNREFUSED' };
const denied: Sight = { kind: 'denied', message: 'permission denied' };
const absent: Sight = { kind: 'absent', message: 'not found' };
/** Deployed, by an Application that goes there. */
function goesTo(destination: object): Sight {
  const application = argoApplication({ sync: synced(OURS), operation: succeeded(OURS), history: [BEFORE, OURS] }) as { spec: object };
  return { kind: 'application', application: { ...application, spec: { ...application.spec, destination } } };
}
const times = (count: number, sight: Sight): Sight[] => Array.from({ length: count }, () => sight);

/** Plays looks three seconds apart; the last one stays for ever. */
async function play(sights: readonly Sight[], facts: (revision: string) => RevisionFacts = (revision) => FACTS[revision] ?? { relation: 'unknown' }): Promise<{ verdict: Verdict; looks: number; seconds: number; waited: string[] }> {
  let looks = 0;
  let now = 1_000_000;
  const waited: string[] = [];
  const verdict = await awaitDeployment(EXPECTATION, PATIENCE, {
    look: async () => sights[Math.min(looks++, sights.length - 1)]!,
    describeRevision: async (revision) => facts(revision),
    now: () => now,
    wait: async (milliseconds) => void (now += milliseconds),
    onWaiting: (what) => void waited.push(what),
  });
  return { verdict, looks, seconds: (now - 1_000_000) / 1000, waited };
}

interface Row {
  readonly sights: readonly Sight[];
  readonly outcome: Verdict['outcome'];
  /** How many looks it takes; for outcomes that time decides it is left out. */
  readonly looks?: number;
  readonly seconds?: number;
  readonly reason?: RegExp;
}

const DEPLOYED: Readonly<Record<string, Row>> = {
  'the usual order: stale, noticed, running, done': { sights: [stale, stale, noticed, busy, busy, done], outcome: 'deployed', looks: 6 },
  'a stale Synced and Healthy, for long': { sights: [...times(100, stale), noticed, busy, done], outcome: 'deployed', looks: 103 },
  'a sync that was over before the first look': { sights: [done], outcome: 'deployed', looks: 1 },
  'a foreign commit before ours that is synced first': { sights: [stale, app({ sync: outOfSync(FOREIGN_BEFORE), operation: running(FOREIGN_BEFORE) }), app({ sync: synced(FOREIGN_BEFORE), operation: succeeded(FOREIGN_BEFORE) }), noticed, busy, done], outcome: 'deployed', looks: 6 },
  'a foreign commit after ours that is synced instead': { sights: [stale, app({ sync: outOfSync(FOREIGN_AFTER), operation: running(FOREIGN_AFTER) }), app({ sync: synced(FOREIGN_AFTER), operation: succeeded(FOREIGN_AFTER) })], outcome: 'deployed', looks: 3 },
  'a foreign commit during the sync, compared but not synced': { sights: [busy, app({ sync: synced(FOREIGN_AFTER), operation: succeeded(OURS) })], outcome: 'deployed', looks: 2 },
  'the operation is over, the comparison is from before it': { sights: [app({ sync: synced(OURS), operation: succeeded(OURS), comparedAt: 999 }), done], outcome: 'deployed', looks: 2 },
  'the operation is over, the comparison is of the old revision': { sights: [app({ sync: synced(BEFORE), operation: succeeded(OURS) }), done], outcome: 'deployed', looks: 2 },
  'OutOfSync flickers after the sync': { sights: [app({ sync: outOfSync(OURS), operation: succeeded(OURS) }), app({ sync: { status: 'Unknown', revision: OURS }, operation: succeeded(OURS) }), done], outcome: 'deployed', looks: 3 },
  'the last wave is still Progressing': { sights: [...times(20, app({ sync: synced(OURS), health: 'Progressing', operation: succeeded(OURS) })), done], outcome: 'deployed', looks: 21 },
  'an autoscaler without metrics at first': { sights: [...times(30, app({ sync: synced(OURS), health: 'Degraded', operation: succeeded(OURS) })), done], outcome: 'deployed', looks: 31 },
  'Degraded while the sync runs': { sights: [...times(100, app({ sync: outOfSync(OURS), health: 'Degraded', operation: running(OURS) })), done], outcome: 'deployed', looks: 101 },
  'a failed attempt, Running again for the next, then success': { sights: [app({ sync: outOfSync(OURS), operation: running(OURS, { message: 'one or more tasks failed. Retrying attempt #1 at 10:00', retryCount: 1, retryLimit: 3 }) }), busy, done], outcome: 'deployed', looks: 3 },
  'a failed attempt seen as Failed with attempts left, then success': { sights: [app({ sync: outOfSync(OURS), operation: failed(OURS, { retryCount: 0, retryLimit: 3 }) }), app({ sync: outOfSync(OURS), operation: running(OURS, { retryCount: 1, retryLimit: 3 }) }), done], outcome: 'deployed', looks: 3 },
  'a failed sync of an earlier commit': { sights: [app({ sync: outOfSync(BEFORE), health: 'Degraded', operation: failed(BEFORE) }), noticed, busy, done], outcome: 'deployed', looks: 4 },
  'a sync by hand that is asked for after a failure': { sights: [app({ sync: outOfSync(OURS), operation: failed(OURS), requested: true }), busy, done], outcome: 'deployed', looks: 3 },
  'no operation at all at first': { sights: [app({}), app({ sync: outOfSync(OURS) }), busy, done], outcome: 'deployed', looks: 4 },
  'an Application that is only being made': { sights: [...times(50, absent), busy, done], outcome: 'deployed', looks: 52 },
  'Argo CD is down for a while': { sights: [stale, ...times(200, down), busy, down, done], outcome: 'deployed', looks: 204 },
  'a refusal that passes': { sights: [stale, ...times(5, denied), busy, done], outcome: 'deployed', looks: 8 },
  'an Application that deploys where it shall': { sights: [goesTo({ name: 'staging', namespace: 'shop-staging' })], outcome: 'deployed', looks: 1 },
  'nonsense now and then': { sights: [{ kind: 'application', application: 'no' }, { kind: 'application', application: { metadata: { name: 'shop-staging' }, spec: { source: { path: 'staging/shop' } } } }, done], outcome: 'deployed', looks: 3 },
  'self-healing after the sync': { sights: [app({ sync: synced(OURS), operation: succeeded(OURS, { only: [{ kind: 'Deployment', name: 'app' }] }), history: [BEFORE, OURS] })], outcome: 'deployed', looks: 1 },
  'self-healing that failed after the sync, then was well': { sights: [app({ sync: synced(OURS), operation: failed(OURS, { only: [{ kind: 'Deployment', name: 'app' }] }), history: [BEFORE, OURS] }), done], outcome: 'deployed', looks: 2 },
};

const HOOK = { kind: 'Job', name: 'shop-migrate', namespace: 'shop-staging', status: '', message: 'Job has reached the specified backoff limit', hookType: 'Sync', hookPhase: 'Failed' };

const NOT_DEPLOYED: Readonly<Record<string, Row>> = {
  'a stale Synced and Healthy for ever': { sights: [stale], outcome: 'timed-out', seconds: 1800, reason: /has not seen the commit/ },
  'a commit that is noticed and never synced': { sights: [noticed], outcome: 'timed-out', reason: /has not begun to sync \(OutOfSync\): automated sync may be off, or a window closed/ },
  'a commit that changes nothing in the cluster': { sights: [app({ sync: synced(OURS), operation: succeeded(BEFORE) })], outcome: 'timed-out', reason: /found nothing to sync/ },
  'a sync that hangs': { sights: [busy], outcome: 'timed-out', reason: /the sync runs: waiting for healthy state of apps\/Deployment\/app/ },
  'a Rollout that is paused': { sights: [app({ sync: synced(OURS), health: 'Suspended', operation: succeeded(OURS) })], outcome: 'timed-out', reason: /it is Suspended/ },
  'a comparison that fails': { sights: [app({ sync: { status: 'Unknown', revision: BEFORE }, operation: succeeded(BEFORE), conditions: [{ type: 'ComparisonError', message: 'failed to load target state' }] })], outcome: 'timed-out' },
  'a revision that nobody knows': { sights: [app({ sync: synced(UNKNOWN), operation: succeeded(UNKNOWN) })], outcome: 'timed-out', reason: /666666666666, which the GitOps repository does not know/ },
  'a revision of no history, with the very tree': { sights: [app({ sync: synced(APART), operation: succeeded(APART) })], outcome: 'timed-out' },
  'a dry run': { sights: [app({ sync: synced(OURS), operation: succeeded(OURS, { dryRun: true }) })], outcome: 'timed-out', reason: /only part/ },
  'part of it synced, without hooks': { sights: [app({ sync: synced(OURS), operation: succeeded(OURS, { only: [{ kind: 'ConfigMap', name: 'shop-release' }] }), history: [BEFORE] })], outcome: 'timed-out', reason: /only part of it was synced, and no hook ran/ },
  'a revision that is no commit': { sights: [app({ sync: synced('main'), operation: succeeded('main') })], outcome: 'timed-out' },
  'a failed hook': { sights: [stale, busy, app({ sync: outOfSync(OURS), operation: failed(OURS, { resources: [HOOK] }) }), done], outcome: 'failed', looks: 3, reason: /^Sync hook Job shop-migrate: Failed, Job has reached/ },
  'a failed hook, all attempts used up': { sights: [app({ sync: outOfSync(OURS), operation: failed(OURS, { retryCount: 3, retryLimit: 3, message: 'failed (retried 3 times).' }) })], outcome: 'failed', looks: 1, reason: /retried 3 times/ },
  'a failure that has attempts left and is left alone': { sights: [app({ sync: outOfSync(OURS), operation: failed(OURS, { retryCount: 1, retryLimit: -1, message: 'Operation terminated' }) })], outcome: 'failed', seconds: 60, reason: /Operation terminated/ },
  'an error of the operation itself at a foreign commit after ours': { sights: [app({ sync: outOfSync(FOREIGN_AFTER), operation: { phase: 'Error', revision: FOREIGN_AFTER, message: 'ComparisonError' } })], outcome: 'failed', looks: 1 },
  'an object that the API server refuses': { sights: [app({ sync: outOfSync(OURS), operation: failed(OURS, { resources: [{ kind: 'Service', name: 'app', status: 'SyncFailed', message: 'spec.ports: Required value' }] }) })], outcome: 'failed', reason: /^Service app: SyncFailed, spec\.ports/ },
  'Degraded after the sync, for long': { sights: [busy, app({ sync: synced(OURS), health: 'Degraded', operation: succeeded(OURS), resources: [{ kind: 'HorizontalPodAutoscaler', name: 'app', health: { status: 'Degraded', message: 'no metrics' } }, { kind: 'Service', name: 'app', health: { status: 'Healthy' } }, { kind: 'ConfigMap', name: 'x' }] })], outcome: 'degraded', seconds: 183, reason: /^HorizontalPodAutoscaler app: Degraded, no metrics$/ },
  'Degraded and OutOfSync by turns, for long': { sights: Array.from({ length: 80 }, (_, index) => app({ sync: index % 2 === 0 ? synced(OURS) : outOfSync(OURS), health: 'Degraded', operation: succeeded(OURS) })), outcome: 'degraded' },
  'a newer publish that is noticed': { sights: [stale, busy, app({ sync: outOfSync(NEWER), operation: succeeded(OURS) })], outcome: 'superseded', looks: 3, reason: /gone on to 444444444444, a newer publish of staging\/shop/ },
  'a newer publish that is synced': { sights: [stale, app({ sync: synced(NEWER), operation: succeeded(NEWER) })], outcome: 'superseded', looks: 2 },
  'a newer publish whose sync failed': { sights: [app({ sync: outOfSync(NEWER), operation: failed(NEWER) })], outcome: 'superseded', looks: 1 },
  'a newer publish while ours may be tried again': { sights: [app({ sync: outOfSync(NEWER), operation: failed(OURS, { retryLimit: 5 }) })], outcome: 'superseded', looks: 1 },
  'a failure, and a newer publish': { sights: [app({ sync: outOfSync(NEWER), operation: failed(OURS) })], outcome: 'failed', looks: 1 },
  'an Application that is deleted': { sights: [busy, absent], outcome: 'failed', seconds: 63, reason: /was deleted/ },
  'an Application that is being deleted': { sights: [app({ sync: synced(OURS), operation: succeeded(OURS), deleting: true })], outcome: 'failed', seconds: 60, reason: /is being deleted/ },
  'an Application that never comes': { sights: [absent], outcome: 'timed-out', seconds: 1800, reason: /has no Application shop-staging/ },
  'an Application that deploys to another namespace': { sights: [goesTo({ name: 'staging', namespace: 'shop-production' })], outcome: 'unobservable', seconds: 60, reason: /deploys to the namespace shop-production, not shop-staging/ },
  'an Application that deploys to another cluster': { sights: [goesTo({ name: 'production', namespace: 'shop-staging' })], outcome: 'unobservable', seconds: 60, reason: /deploys to the cluster production, not staging/ },
  'one by its address': { sights: [goesTo({ server: 'https://10.0.0.1', namespace: 'shop-staging' })], outcome: 'unobservable', seconds: 60, reason: /deploys to the cluster https:\/\/10\.0\.0\.1, not staging/ },
  'an Application of another folder': { sights: [app({ path: 'production/shop', sync: synced(OURS), operation: succeeded(OURS) })], outcome: 'unobservable', seconds: 60, reason: /follows production\/shop, not staging\/shop/ },
  'a refusal that lasts': { sights: [denied], outcome: 'unobservable', seconds: 60, reason: /permission denied/ },
  'a refusal after everything went well until then': { sights: [busy, denied], outcome: 'unobservable' },
  'Argo CD is down for ever': { sights: [busy, down], outcome: 'unobservable', seconds: 1800, reason: /ECONNREFUSED/ },
  'nonsense for ever': { sights: [{ kind: 'application', application: { metadata: 7 } }], outcome: 'unobservable', reason: /is no Application/ },
  'hostile types': { sights: [{ kind: 'application', application: { metadata: { name: 'x' }, spec: { source: { path: ['staging/shop'] } }, status: { sync: 7, health: [], operationState: { phase: { a: 1 }, syncResult: 'x' }, history: 'x', conditions: { length: 9 } } } }], outcome: 'unobservable' },
};

describe('a deployment that comes to pass', () => {
  for (const [name, { sights, outcome, looks }] of Object.entries(DEPLOYED)) {
    it(`is seen at the right moment, not before: ${name}`, async () => {
      const played = await play(sights);
      expect([played.verdict.outcome, played.looks]).toEqual([outcome, looks]);
    });
  }

  it('waits for a revision that the repository does not know yet', async () => {
    let asked = 0;
    const played = await play([done], (revision) => (revision === OURS && asked++ < 4 ? { relation: 'unknown' } : FACTS[revision]!));
    expect([played.verdict.outcome, played.looks]).toEqual(['deployed', 5]);
  });

  it('says what it waits for, each thing once', async () => {
    const { waited } = await play([stale, stale, noticed, busy, busy, done]);
    expect(waited).toEqual(['Argo CD has not seen the commit', expect.stringMatching(/^Argo CD knows the commit and has not begun/), 'the sync runs: waiting for healthy state of apps/Deployment/app']);
  });
});

describe('a deployment that does not', () => {
  for (const [name, { sights, outcome, looks, seconds, reason }] of Object.entries(NOT_DEPLOYED)) {
    it(`is told as it is: ${name}`, async () => {
      const played = await play(sights);
      expect(played.verdict.outcome).toBe(outcome);
      if (looks !== undefined) expect(played.looks).toBe(looks);
      if (seconds !== undefined) expect(played.seconds).toBe(seconds);
      if (reason !== undefined) expect(played.verdict.reasons[0]).toMatch(reason);
      expect(played.verdict.reasons.length).toBeGreaterThan(0);
    });
  }
});
