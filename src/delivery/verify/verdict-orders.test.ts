import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { argoApplication, type OperationMoment } from '../../../test/argocd-stub.ts';
import { awaitDeployment } from './await-deployment.ts';
import { type Patience, type RevisionFacts, type Sight } from './observation.ts';

const TREE = 'a'.repeat(40);
/** Short, so that stories that nobody ends are short, too. */
const PATIENCE: Patience = { timeout: 180_000, degraded: 30_000, failed: 15_000, gone: 15_000, denied: 15_000 };
const NEW_TREE = 'd'.repeat(40);
const OLD_TREE = 'c'.repeat(40);

/** What may happen between two looks; the number chooses where there is a choice. */
const EVENTS = ['foreign', 'newer', 'compare', 'compare', 'begin', 'begin', 'by-hand', 'apply', 'succeed', 'succeed', 'fail', 'retry', 'heal', 'healthy', 'healthy', 'progressing', 'degraded', 'down', 'up', 'forbid', 'delete', 'wait'] as const;
type Event = (typeof EVENTS)[number];

/** A repository, a cluster and an Argo CD that follows both late, by its own rules. */
class Model {
  readonly commits = [
    { id: '0'.repeat(40), tree: OLD_TREE },
    { id: '1'.repeat(40), tree: TREE },
  ];
  private seconds = 1000;
  private mode: 'up' | 'down' | 'forbidden' = 'up';
  private applied = 0;
  private actual = 'Healthy';
  private sync = { at: 0, status: 'Synced', health: 'Healthy', comparedAt: 1000 };
  private operation: (OperationMoment & { at: number; partial: boolean }) | undefined = { phase: 'Succeeded', revision: '0'.repeat(40), finishedAt: 990, at: 0, partial: false };
  private history = [0];
  private exists = true;
  /** Whether a whole sync of the published tree, at the published commit or after it, ended well. */
  everSynced = false;
  everFailed = false;
  everDeleted = false;
  everNewer = false;
  /** What Argo CD last saw of the cluster, after the newest sync. */
  get lastSeen(): string {
    return this.sync.health;
  }
  get sawTheSync(): boolean {
    return this.operation?.phase === 'Succeeded' && this.sync.comparedAt >= this.operation.finishedAt!;
  }
  get runs(): string {
    return this.commits[this.applied]!.tree;
  }

  happen(event: Event): void {
    this.seconds += 2;
    const { operation } = this;
    const tip = this.commits.length - 1;
    switch (event) {
      case 'foreign':
        return void this.commits.push({ id: tip.toString(16).padStart(39, '0') + 'f', tree: this.commits[tip]!.tree });
      case 'newer':
        this.everNewer = true;
        return void this.commits.push({ id: tip.toString(16).padStart(39, '0') + 'e', tree: NEW_TREE });
      case 'compare':
        this.sync = { at: tip, status: this.commits[tip]!.tree === this.runs ? 'Synced' : 'OutOfSync', health: this.actual, comparedAt: this.seconds };
        return;
      case 'begin':
        if (operation?.phase === 'Running' || this.sync.status === 'Synced') return;
        this.operation = { phase: 'Running', revision: this.commits[this.sync.at]!.id, at: this.sync.at, partial: false, retryCount: 0, retryLimit: 2 };
        return;
      case 'by-hand':
        if (operation?.phase === 'Running') return;
        this.operation = { phase: 'Running', revision: this.commits[tip]!.id, at: tip, partial: false };
        return;
      case 'apply':
        // The objects change while the sync still runs; only hooks are left.
        if (operation?.phase === 'Running') this.applied = operation.at;
        return;
      case 'succeed':
        if (operation?.phase !== 'Running') return;
        this.applied = operation.at;
        this.history.push(operation.at);
        this.everSynced ||= operation.at > 0 && this.runs === TREE;
        this.operation = { ...operation, phase: 'Succeeded', finishedAt: this.seconds };
        return;
      case 'fail':
        if (operation?.phase !== 'Running') return;
        this.everFailed = true;
        this.operation = { ...operation, phase: 'Failed', message: 'a hook failed', finishedAt: this.seconds };
        return;
      case 'retry':
        if (operation?.phase !== 'Running' || (operation.retryCount ?? 0) >= 2) return;
        this.operation = { ...operation, retryCount: (operation.retryCount ?? 0) + 1, message: 'Retrying attempt' };
        return;
      case 'heal':
        if (operation?.phase === 'Running') return;
        // Every object, and no hook.
        this.applied = this.sync.at;
        this.operation = { phase: 'Succeeded', revision: this.commits[this.sync.at]!.id, at: this.sync.at, partial: true, only: [{ kind: 'Deployment', name: 'app' }], finishedAt: this.seconds };
        return;
      case 'healthy':
      case 'progressing':
      case 'degraded':
        this.actual = event[0]!.toUpperCase() + event.slice(1);
        return;
      case 'down':
      case 'up':
        this.mode = event;
        return;
      case 'forbid':
        this.mode = 'forbidden';
        return;
      case 'delete':
        this.exists = false;
        this.everDeleted = true;
        return;
      case 'wait':
        return;
    }
  }

  look(): Sight {
    if (this.mode === 'down') return { kind: 'unreachable', message: 'ECONNREFUSED' };
    if (this.mode === 'forbidden') return { kind: 'denied', message: 'permission denied' };
    if (!this.exists) return { kind: 'absent', message: 'not found' };
    const { at, status, health, comparedAt } = this.sync;
    return { kind: 'application', application: argoApplication({ sync: { status, revision: this.commits[at]!.id }, health, comparedAt, operation: this.operation, history: this.history.map((index) => this.commits[index]!.id) }) };
  }

  describe(revision: string): RevisionFacts {
    const index = this.commits.findIndex(({ id }) => id === revision);
    if (index === -1) return { relation: 'unknown' };
    return { relation: index === 0 ? 'before' : index === 1 ? 'same' : 'after', tree: this.commits[index]!.tree };
  }
}

describe('whatever happens, in whatever order', () => {
  it('a verdict is true when it is given, and there always is one', async () => {
    const outcomes = new Map<string, number>();
    // Deletion, newer publishes and refusals end most stories early, so they are rare.
    const event = fc.oneof({ weight: 15, arbitrary: fc.constantFrom(...EVENTS.filter((one) => !['delete', 'newer', 'forbid', 'fail'].includes(one))) }, { weight: 1, arbitrary: fc.constantFrom<Event>('delete', 'newer', 'forbid', 'fail') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(event, { maxLength: 4 }), { maxLength: 40 }), async (story) => {
        const model = new Model();
        let now = 0;
        let looks = 0;
        const verdict = await awaitDeployment({ application: 'shop-staging', path: 'staging/shop', commit: model.commits[1]!.id, tree: TREE }, PATIENCE, {
          look: async () => {
            for (const one of story[looks++] ?? []) model.happen(one);
            return model.look();
          },
          describeRevision: async (revision) => model.describe(revision),
          now: () => now,
          wait: async (milliseconds) => void (now += milliseconds),
        });
        outcomes.set(verdict.outcome, (outcomes.get(verdict.outcome) ?? 0) + 1);
        expect(now).toBeLessThanOrEqual(PATIENCE.timeout + 3000);
        if (verdict.outcome === 'deployed') expect([model.everSynced, model.runs, model.lastSeen, model.sawTheSync]).toEqual([true, TREE, 'Healthy', true]);
        if (verdict.outcome === 'superseded') expect(model.everNewer).toBe(true);
        if (verdict.outcome === 'failed') expect(model.everFailed || model.everDeleted).toBe(true);
        if (verdict.outcome === 'degraded') expect(model.everSynced).toBe(true);
        if (verdict.outcome !== 'deployed') expect(verdict.reasons.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
    // Stories that never come to these ends would prove little.
    for (const outcome of ['deployed', 'failed', 'superseded', 'timed-out', 'unobservable']) expect([outcome, (outcomes.get(outcome) ?? 0) > 5]).toEqual([outcome, true]);
  }, 60_000);
});
