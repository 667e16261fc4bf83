import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld, digest } from './delivery-world.ts';

jest.setTimeout(180_000);

/** A system that gets an image more, while bundles of before are on their way and on their way back. The steps are one story. */
describe('a system that runs a new image', () => {
  const world = new DeliveryWorld('ready');
  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const slipway = async (...argv: readonly string[]): Promise<string> => done(await world.slipway(...argv));
  const note = (environment: string): string => world.published(`${environment}/capakraken/ConfigMap-note.yaml`);
  const preview = (environment: string): string => world.merged(`dist/${environment}/capakraken/ConfigMap-note.yaml`);
  const worker = (letter: string): string[] => ['--image', `worker=ghcr.io/acme/capakraken-worker@${digest(letter)}`];
  const goLive = async (environment: string): Promise<void> => {
    world.pull();
    done(await world.publish(environment));
    await slipway('attest', 'capakraken', '--env', environment, '--check', 'ready');
  };

  beforeAll(async () => {
    await world.open();
    world.useFolders();
    done(await world.release('staging', 'v0', 'c'));
    await goLive('staging');
    done(await world.release('staging', 'v1', 'a'));
    await goLive('staging');
  });
  afterAll(() => world.close());

  it('is refused where releases come directly, with the line that mends it', async () => {
    world.define('two', 'worker');
    const refused = await world.slipway('synth');
    expect([refused.code, refused.stderr.match(/lacks the image/g)]).toEqual([2, ['lacks the image', 'lacks the image']]);
    expect(refused.stderr).toMatch(/overlays\/capakraken\/staging\.release\.yaml:\d+[^\n]*\n {2}the release lacks the image "worker" of capakraken\n {2}allowed: exactly app, migrator, worker\n {2}fix: worker: \{ name: ghcr\.io\/acme\/capakraken-worker, digest: "sha256:<64 hex digits>" \} {3}\(where main runs it already: npx slipway release capakraken --env staging --version <version> --commit <commit> --image worker=ghcr\.io\/acme\/capakraken-worker@sha256:<64 hex digits>\)/);
    expect(refused.stderr).not.toContain('production.release.yaml');
    // It was merged all the same.
    world.git.commit(world.project.folder, 'A worker');
    world.git.git(world.project.folder, 'push', '--quiet', world.origin, 'main');
    done(await world.release('dev', 'v2', 'b', ...worker('b')));
    done(await world.release('staging', 'v2', 'b', ...worker('b')));
    world.pull();
    const synth = await world.slipway('synth');
    expect([synth.code, synth.stderr]).toEqual([0, expect.stringContaining('preview  overlays/capakraken/production.release.yaml: the release is older than the image worker of capakraken')]);
    world.git.commit(world.project.folder, 'Render');
    world.git.git(world.project.folder, 'push', '--quiet', world.origin, 'main');
    await slipway('synth', '--check');
    expect(world.merged('dist/production/capakraken/ConfigMap-note.yaml')).toContain(`worker:sha-4f1c9d2@sha256:${'0'.repeat(64)}`);
  });

  it('lets a bundle of before be promoted, which is rendered without it', async () => {
    await slipway('promote', 'capakraken', '--to', 'production', '--version', 'v1');
    expect(preview('production')).toContain(`worker:v1@sha256:${'0'.repeat(64)}`);
    await goLive('production');
    expect([note('production'), world.published('production/capakraken/Deployment-app.yaml')]).toEqual([expect.stringMatching(/says: one$/), expect.stringContaining(`:v1@${digest('a')}`)]);
    await slipway('synth', '--check');
  });

  it('goes on with it', async () => {
    await goLive('staging');
    await slipway('promote', 'capakraken', '--to', 'production');
    expect(preview('production')).toContain(`worker:v2@${digest('b')}`);
    await goLive('production');
    expect(note('production')).toContain(`worker:v2@${digest('b')}`);
  });

  it('is rolled back to before it, where bundles are promoted to and where they are released', async () => {
    for (const environment of ['production', 'staging']) {
      expect(await slipway('rollback', 'capakraken', '--env', environment)).toContain('v2 → v1');
      await goLive(environment);
      expect([note(environment), preview(environment)]).toEqual([expect.stringMatching(/says: one$/), expect.stringContaining(`worker:v1@sha256:${'0'.repeat(64)}`)]);
    }
    await slipway('synth', '--check');
  });

  it('is no way to publish a release that was changed by hand', async () => {
    world.edit('overlays/capakraken/staging.release.yaml', (text) => text.replace(/definition: .*/, `definition: "${world.git.git(world.project.folder, 'log', '-1', '--format=%H', '--grep=^Render')}"`));
    await world.merge('By hand');
    const refused = await world.publish('staging');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('lacks an image that capakraken runs at its definition')]);
  });
});
