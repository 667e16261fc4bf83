import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

jest.setTimeout(240_000);

/** Somebody forces the branch that Argo CD follows. The steps are one story. */
describe('a GitOps branch that was forced', () => {
  const world = new DeliveryWorld('ready');
  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const force = (commit: string): void => void world.git.git(world.gitops, 'update-ref', 'refs/heads/main', commit);

  beforeAll(async () => {
    await world.open();
    world.useFolders();
    done(await world.release('staging', 'v1', 'a'));
    world.pull();
    done(await world.publish('staging'));
    done(await world.release('staging', 'v2', 'b'));
    world.pull();
    done(await world.publish('staging'));
  });
  afterAll(() => world.close());

  it('to an older commit gets what is newest back, and lets nothing older in', async () => {
    const newest = world.tip();
    const older = world.git.git(world.project.folder, 'rev-parse', 'HEAD~1');
    force('main~1');
    world.git.git(world.project.folder, 'checkout', '--quiet', older);
    expect(done(await world.publish('staging'))).toContain('newer already published');
    world.git.git(world.project.folder, 'checkout', '--quiet', 'main');
    done(await world.publish('staging'));
    expect(world.git.git(world.gitops, 'rev-parse', 'main:staging/capakraken')).toBe(world.git.git(world.gitops, 'rev-parse', `${newest}:staging/capakraken`));
  });

  it('to a history of its own with the same files is told by verify, with a line that mends it', async () => {
    const squashed = world.git.git(world.gitops, 'commit-tree', '-m', 'squashed', 'main^{tree}');
    force(squashed);
    expect(done(await world.publish('staging'))).toContain('nothing to publish');
    const told = await world.verify('staging');
    expect([told.code, told.stderr]).toEqual([2, expect.stringMatching(/is not in the history of main any more: somebody forced that branch\n[\s\S]*fix: npx slipway publish --system capakraken --env staging --retry\n/)]);
    done(await world.slipway(.../fix: npx slipway (.*)\n/.exec(told.stderr)![1]!.split(' ')));
    const commit = world.tip();
    world.serve('staging', 'v2');
    world.play('staging', [{ sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit }, history: [commit] }]);
    expect(done(await world.verify('staging'))).toContain('verified');
  });
});
