import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld, digest } from './delivery-world.ts';

/** A release from build to production, and back again. The steps are one story: each begins where the one before it ended. */
describe('a release', () => {
  const world = new DeliveryWorld();
  const old = '0'.repeat(40);
  let definition = '';

  beforeAll(() => world.open());
  afterAll(() => world.close());

  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const says = (environment: string): string => /says: (\w+)/.exec(world.published(`${environment}/capakraken/ConfigMap-note.yaml`))![1]!;
  const image = (environment: string): string => /image: (\S+)/.exec(world.published(`${environment}/capakraken/Deployment-app.yaml`))![1]!;

  it('of a version that looks like a number gets into staging as one commit, and once', async () => {
    done(await world.release('staging', '0123456', 'a'));
    const commits = world.count(world.origin);
    expect(world.merged('overlays/capakraken/staging.release.yaml')).toContain('version: "0123456"');
    expect(world.merged('dist/staging/capakraken/Deployment-app.yaml')).toContain(`0123456@${digest('a')}`);
    expect(done(await world.release('staging', '0123456', 'a'))).toContain('nothing to release');
    expect(world.count(world.origin)).toBe(commits);
    world.pull();
    definition = world.git.git(world.project.folder, 'rev-parse', 'HEAD');
    expect((await world.slipway('synth', '--check')).code).toBe(0);
    done(await world.publish('staging'));
    expect(image('staging')).toBe(`ghcr.io/acme/capakraken-app:0123456@${digest('a')}`);
  });

  it('is verified by no state of before, among commits of others, and when the right pods answer several times in a row', async () => {
    const commit = world.tip();
    let foreign = '';
    world.serve('staging', 'down', 'sha-4f1c9d2', '0123456', 'sha-4f1c9d2', '0123456');
    world.play('staging', [
      { sync: { status: 'Synced', revision: old }, operation: { phase: 'Succeeded', revision: old }, history: [old] },
      'drop',
      { sync: { status: 'OutOfSync', revision: commit }, operation: { phase: 'Succeeded', revision: old } },
      { sync: { status: 'OutOfSync', revision: commit }, health: 'Progressing', operation: { phase: 'Running', revision: commit } },
      () => ((foreign = world.foreign()), { sync: { status: 'Synced', revision: foreign }, health: 'Healthy', operation: { phase: 'Running', revision: commit } }),
      () => ({ sync: { status: 'Synced', revision: foreign }, health: 'Progressing', operation: { phase: 'Succeeded', revision: commit } }),
      () => ({ sync: { status: 'Synced', revision: foreign }, health: 'Healthy', operation: { phase: 'Succeeded', revision: commit } }),
    ]);
    expect(done(await world.verify('staging'))).toMatch(/verified[\s\S]*deployed[\s\S]*ready/);
    const lines = world.git.git(world.gitops, 'show', 'slipway-ledger:evidence/staging/capakraken.jsonl').split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { check: string }).check)).toEqual(['deployed', 'ready']);
  });

  it('does not reach production by a release file that nobody promoted', async () => {
    const before = world.tip();
    const byHand = await world.publish('production');
    expect([byHand.code, byHand.stderr]).toEqual([2, expect.stringMatching(/production\.release\.yaml\n  production is reached by promotion, and this release names no definition[\s\S]*fix: npx slipway promote capakraken --from staging --to production/)]);
    expect(world.tip()).toBe(before);
  });

  it('is not promoted while something is missing, and the line to type is told', async () => {
    const refused = await world.slipway('promote', 'capakraken', '--from', 'staging', '--to', 'production');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/0123456 defined by [0-9a-f]{7}[\s\S]*ready .*✓ ci[\s\S]*e2e .*✗ missing[\s\S]*refused: production requires e2e, 1 approval[\s\S]*fix: npx slipway attest capakraken --env staging --check e2e/);
    done(await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/runs/1'));
    // Eve promotes it, so her own approval does not count.
    done(await world.as('eve', 'attest', 'capakraken', '--env', 'production', '--check', 'approval'));
    expect((await world.slipway('promote', 'capakraken', '--to', 'production')).stdout).toContain('not eve');
    done(await world.as('ana', 'attest', 'capakraken', '--env', 'production', '--check', 'approval'));
  });

  it('takes its verified definition to production, and what was merged since stays behind', async () => {
    world.define('two');
    world.edit('overlays/capakraken/production.yaml', (text) => text.replace('cpu: 500m, memory: 1Gi', 'cpu: 600m, memory: 1Gi'));
    await world.merge('A construct, and a change of production');
    expect(done(await world.slipway('promote', 'capakraken', '--from', 'staging', '--to', 'production'))).toContain('promoted:');
    expect(done(await world.slipway('promote', 'capakraken', '--from', 'staging', '--to', 'production'))).toContain('nothing to promote');
    world.pull();
    expect((await world.slipway('synth', '--check')).code).toBe(0);
    expect(world.merged('overlays/capakraken/production.release.yaml')).toMatch(new RegExp(`version: "0123456"[\\s\\S]*definition: "?${definition}`));
    done(await world.publish('production'));
    expect([says('production'), says('staging'), image('production')]).toEqual(['one', 'one', `ghcr.io/acme/capakraken-app:0123456@${digest('a')}`]);
    expect(world.published('production/capakraken/Deployment-app.yaml')).toContain('cpu: 600m');
  });

  it('is verified in production after a sync that failed once and was retried', async () => {
    const commit = world.tip();
    const failing = { phase: 'Running', revision: commit, retryCount: 1, retryLimit: 3, message: 'one or more objects failed to apply; retrying attempt #1' } as const;
    world.serve('production', '0123456');
    world.play('production', [
      { sync: { status: 'OutOfSync', revision: commit }, operation: { ...failing, phase: 'Failed' } },
      { sync: { status: 'OutOfSync', revision: commit }, operation: failing },
      { sync: { status: 'Synced', revision: commit }, health: 'Degraded', operation: { phase: 'Succeeded', revision: commit } },
      { sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit } },
    ]);
    done(await world.verify('production'));
  });

  it('that is bad fails its verification, is not promoted, and is rolled back', async () => {
    done(await world.release('staging', '0e12345', 'b'));
    world.pull();
    done(await world.publish('staging'));
    // The construct of before reaches staging with it, and production does not have it.
    expect([says('staging'), says('production')]).toEqual(['two', 'one']);
    const commit = world.tip();
    const hook = { kind: 'Job', name: 'capakraken-migrate', status: 'Synced', hookType: 'Sync', hookPhase: 'Failed', message: 'Job has reached the specified backoff limit' };
    world.play('staging', [
      { sync: { status: 'Synced', revision: old }, operation: { phase: 'Succeeded', revision: old } },
      { sync: { status: 'OutOfSync', revision: commit }, operation: { phase: 'Failed', revision: commit, message: 'one or more synchronization tasks completed unsuccessfully', resources: [hook] } },
    ]);
    const failed = await world.verify('staging');
    expect([failed.code, failed.stdout]).toEqual([1, expect.stringMatching(/0e12345  failed[\s\S]*capakraken-migrate[\s\S]*✗ deployed/)]);
    const refused = await world.slipway('promote', 'capakraken', '--to', 'production', '--version', '0e12345');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('refused: production requires ready')]);

    expect(done(await world.slipway('rollback', 'capakraken', '--env', 'staging'))).toContain('0e12345 → 0123456');
    expect(done(await world.slipway('rollback', 'capakraken', '--env', 'staging'))).toContain('nothing to roll back');
    world.pull();
    done(await world.publish('staging'));
    expect([image('staging'), says('staging')]).toEqual([`ghcr.io/acme/capakraken-app:0123456@${digest('a')}`, 'one']);
  });

  it('brings the construct to production with the next promotion', async () => {
    done(await world.release('staging', '1234567', 'c'));
    world.pull();
    done(await world.publish('staging'));
    const commit = world.tip();
    world.serve('staging', '1234567');
    world.play('staging', [{ sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit } }]);
    done(await world.verify('staging'));
    done(await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', 'https://ci.acme.example/runs/2'));
    done(await world.as('ana', 'attest', 'capakraken', '--env', 'production', '--check', 'approval'));
    done(await world.slipway('promote', 'capakraken', '--to', 'production'));
    world.pull();
    done(await world.publish('production'));
    expect([says('production'), image('production')]).toEqual(['two', `ghcr.io/acme/capakraken-app:1234567@${digest('c')}`]);
    const ledger = JSON.parse(done(await world.slipway('ledger', 'capakraken', '-o', 'json'))) as { environments: { environment: string; live?: { version: string } }[] };
    expect(ledger.environments.find(({ environment }) => environment === 'production')?.live?.version).toBe('1234567');
  });
});
