import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

jest.setTimeout(240_000);

/** What an editor of the ledger or of the overlays could change for nobody to see. The steps are one story. */
describe('a published state', () => {
  const world = new DeliveryWorld('ready');
  const path = (environment: string): string => `published/${environment}/capakraken.json`;

  beforeAll(async () => {
    await world.open();
    world.useFolders();
  });
  afterAll(() => world.close());

  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const read = (environment: string): string => world.git.git(world.gitops, 'show', `slipway-ledger:${path(environment)}`);
  /** Somebody writes a state by hand. */
  const write = (environment: string, text: string): void => {
    const blob = world.git.feed(world.gitops, `${text.trimEnd()}\n`, 'hash-object', '-w', '--stdin');
    const other = world.git.git(world.gitops, 'ls-tree', '-r', 'slipway-ledger').split('\n').filter((line) => !line.endsWith(`\t${path(environment)}`));
    world.git.git(world.gitops, 'read-tree', '--empty');
    world.git.feed(world.gitops, `${[...other, `100644 blob ${blob}\t${path(environment)}`].join('\n')}\n`, 'update-index', '--index-info');
    world.git.git(world.gitops, 'update-ref', 'refs/heads/slipway-ledger', world.git.git(world.gitops, 'commit-tree', '-p', 'slipway-ledger', '-m', 'by hand', world.git.git(world.gitops, 'write-tree')));
  };
  const change = (environment: string, field: string, value: unknown): void => write(environment, JSON.stringify({ ...JSON.parse(read(environment)), [field]: value }));
  const begin = (): string => world.git.git(world.project.folder, 'rev-list', '--max-parents=0', 'HEAD');

  it('that is as it was written hinders nothing', async () => {
    done(await world.release('staging', 'v1', 'a'));
    world.pull();
    done(await world.publish('staging'));
    done(await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'ready'));
    done(await world.slipway('promote', 'capakraken', '--to', 'production'));
    world.pull();
    done(await world.publish('production'));
    expect(done(await world.slipway('ledger', 'capakraken', '-o', 'json'))).toContain('"doubt": null');
  });

  it.each<[string, string, () => unknown, RegExp]>([
    ['revision', 'staging', begin, /names [0-9a-f]{12} as the definition/],
    ['definition', 'staging', begin, /names [0-9a-f]{12} as the definition/],
    ['bundle', 'staging', () => 'f'.repeat(64), /another release than the bundle f{12}/],
    ['release', 'staging', () => ({ version: 'v9' }), /says that v9 was published, and [0-9a-f]{12} holds v1/],
    ['revision', 'production', begin, /names [0-9a-f]{12} as the definition|another release/],
  ])('whose %s was edited in %s is noticed by whoever reads it', async (field, environment, value, says) => {
    const whole = read(environment);
    change(environment, field, value());
    for (const argv of [
      ['ledger', 'capakraken'],
      ['publish', '--env', environment, '--dry-run'],
      ['verify', 'capakraken', '--env', environment, '--dry-run', '--timeout', '1s'],
      ['attest', 'capakraken', '--env', environment, '--check', 'ready', '--dry-run'],
      ['rollback', 'capakraken', '--env', environment, '--dry-run'],
      ['promote', 'capakraken', '--to', 'production', '--dry-run'],
    ]) {
      const { code, stdout, stderr } = await world.slipway(...argv);
      expect([argv[0], code, `${stdout}${stderr}`]).toEqual([argv[0], 2, expect.stringMatching(says)]);
    }
    write(environment, whole);
    expect((await world.slipway('ledger', 'capakraken')).code).toBe(0);
  });

  it('that was set back to a revision of the same release lets no older publish in', async () => {
    const older = world.git.git(world.project.folder, 'rev-parse', 'HEAD');
    world.edit('overlays/capakraken/production.yaml', (text) => text.replace('cpu: 500m, memory: 1Gi', 'cpu: 600m, memory: 1Gi'));
    await world.merge('More for production');
    done(await world.publish('production'));
    const tip = world.tip();
    change('production', 'revision', older);
    world.git.git(world.project.folder, 'checkout', '--quiet', older);
    const { code, stderr } = await world.publish('production');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/published\/production\/capakraken\.json\n {2}the published state names [0-9a-f]{12}, and what is there was published from [0-9a-f]{12}, which is newer: somebody set it back/)]);
    expect(world.tip()).toBe(tip);
    world.git.git(world.project.folder, 'checkout', '--quiet', 'main');
    expect(done(await world.publish('production'))).toContain('nothing to publish');
  });
});
