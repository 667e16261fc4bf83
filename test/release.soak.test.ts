import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { command } from '../src/cli/commands/release.ts';
import { DeliveryWorld, digest } from './delivery-world.ts';

jest.setTimeout(120_000);

const COMMIT = 'c'.repeat(40);

describe('slipway release', () => {
  const world = new DeliveryWorld();
  beforeAll(() => world.open());
  afterAll(() => world.close());

  const app = (letter: string): string => `app=ghcr.io/acme/capakraken-app@${digest(letter)}`;
  const release = (...argv: readonly string[]) => world.slipway('release', 'capakraken', ...argv);

  it('leaves an image that was not handed over with the version that built it', async () => {
    const { code, stdout } = await release('--env', 'staging', '--version', 'v2', '--commit', COMMIT, '--image', app('a'), '-o', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'slipway.release-result/v1', outcome: 'committed', before: { staging: 'sha-4f1c9d2' }, images: [{ name: 'app', version: 'v2' }, { name: 'migrator', version: 'sha-4f1c9d2' }] });
    expect(world.git.git(world.origin, 'diff', '--name-only', 'main~1', 'main').split('\n')).toEqual(['dist/staging/capakraken/ConfigMap-capakraken-release.yaml', 'dist/staging/capakraken/Deployment-app.yaml', 'dist/staging/capakraken/Job-capakraken-smoke.yaml', 'overlays/capakraken/staging.release.yaml']);
  });

  it('renders by what is on main, not by what is checked out', async () => {
    world.pull();
    world.define('newer');
    await world.merge('A construct');
    world.git.git(world.project.folder, 'reset', '--quiet', '--hard', 'HEAD~1');
    const { code, stderr } = await release('--env', 'staging', '--version', 'v3', '--commit', COMMIT, '--image', app('b'));
    expect([code, stderr]).toEqual([0, '']);
    expect(world.merged('dist/staging/capakraken/ConfigMap-note.yaml')).toContain('newer');
    expect(world.git.git(world.project.folder, 'status', '--porcelain')).toBe('');
    world.pull();
    expect((await world.slipway('synth', '--check')).code).toBe(0);
  });

  it.each([
    ['no image', ['--env', 'staging', '--version', 'v4', '--commit', COMMIT], 'no image is named'],
    ['a tag that nobody was asked for', ['--env', 'staging', '--version', 'v4', '--image', 'app=ghcr.io/acme/app'], 'neither a digest nor a tag'],
    ['an image that the system does not run', ['--env', 'staging', '--version', 'v4', '--commit', COMMIT, '--image', `worker=ghcr.io/acme/worker@${digest('a')}`], 'runs no image "worker"'],
    ['another registry', ['--env', 'staging', '--version', 'v4', '--commit', COMMIT, '--image', `app=ghcr.io/evil/app@${digest('a')}`], 'outside the registry'],
    ['an abbreviated commit', ['--env', 'staging', '--commit', 'c0ffee1', '--image', app('a')], 'no whole name of a commit'],
    ['a version that no label takes', ['--env', 'staging', '--version', 'v 4', '--commit', COMMIT, '--image', app('a')], 'version'],
    ['an environment that takes promotions', ['--env', 'production', '--version', 'v4', '--commit', COMMIT, '--image', app('a')], 'takes what was proven in staging'],
    ['an unknown environment', ['--env', 'stagin', '--version', 'v4', '--commit', COMMIT, '--image', app('a')], 'there is no environment'],
    ['a contraction that does not say since when', ['--env', 'staging', '--version', 'v4', '--commit', COMMIT, '--image', app('a'), '--schema', 'contract'], 'which programs run'],
  ])('refuses %s, and changes nothing', async (_, argv, message) => {
    const before = world.count(world.origin);
    const { code, stderr } = await release(...argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(world.count(world.origin)).toBe(before);
  });

  it('refuses what breaks the contract of its program, by the names of the variables, and keeps the contract', async () => {
    world.project.write('.slipway/broken.json', JSON.stringify({ type: 'object', properties: { NEW_KEY: { writeOnly: true }, NODE_ENV: { enum: ['staging'] }, AUTH_URL: { writeOnly: true } }, required: ['NEW_KEY'] }));
    const broken = await release('--env', 'staging', '--version', 'v5', '--commit', COMMIT, '--image', app('d'), '--contract', 'app=.slipway/broken.json');
    expect(broken.stderr).toMatch(/AUTH_URL is secret, and stands in the clear[\s\S]*requires NEW_KEY, and nothing sets it[\s\S]*refuses "production" for NODE_ENV/);
    expect(broken.code).toBe(2);
    world.project.write('.slipway/fine.json', JSON.stringify({ type: 'object', properties: { DATABASE_URL: { writeOnly: true }, PORT: { type: 'integer' } }, required: ['DATABASE_URL', 'PORT'] }));
    expect((await release('--env', 'staging', '--version', 'v5', '--commit', COMMIT, '--image', app('d'), '--contract', 'app=.slipway/fine.json')).code).toBe(0);
    expect((await release('--env', 'staging', '--version', 'v6', '--commit', COMMIT, '--image', app('e'))).code).toBe(0);
    expect(world.merged('overlays/capakraken/staging.release.yaml')).toMatch(/contracts:\n {2}app:\n {4}DATABASE_URL:\n {6}required: true\n {6}secret: true/);
    world.pull();
  });

  it('has examples that run', async () => {
    for (const { line } of command.examples) expect((await world.slipway(...line.split(' ').slice(1))).code).toBe(0);
  });

  it('is proposed on a branch, with a text for the pull request', async () => {
    const before = world.count(world.origin);
    const { code, stdout } = await release('--env', 'staging', '--version', 'v7', '--commit', COMMIT, '--image', app('f'), '--pr', '--pr-body', '.slipway/body.md');
    expect([code, stdout]).toEqual([0, expect.stringMatching(/proposed: [0-9a-f]{12} on slipway\/release-staging-capakraken-v7-/)]);
    expect(world.project.read('.slipway/body.md')).toContain('release: staging/capakraken v7');
    expect(world.count(world.origin)).toBe(before);
  });

  it('takes signed tags alone where an environment says so, and never an older build for a newer one', async () => {
    const source = world.git.work('system');
    const older = world.git.commit('system', 'one');
    const newer = world.git.commit('system', 'two');
    world.git.git('system', 'config', 'gpg.format', 'ssh');
    world.git.git('system', 'config', 'user.signingKey', `${world.key('eve')}.pub`);
    world.git.write('signers', `eve@acme.example ${execFileSync('ssh-keygen', ['-y', '-f', world.key('eve')], { encoding: 'utf8' })}`);
    world.git.git('system', 'config', 'gpg.ssh.allowedSignersFile', `${world.git.path}/signers`);
    world.git.git('system', 'tag', '-s', '-m', 'v8', 'v8', newer);
    world.git.git('system', 'tag', 'v9', newer);
    world.edit('overlays/environments.yaml', (text) => text.replace(/(\n {2}dev:\n)/, '$1    accepts: signed-tags\n'));
    await world.merge('Signed tags in dev');
    const repository = ['--repository', 'https://git.acme.example/capakraken'];
    expect((await release('--env', 'dev', '--version', 'v8', '--image', app('a'), ...repository, '--commit', newer)).stderr).toContain('accepts signed tags alone');
    expect((await release('--env', 'dev', '--version', 'v9', '--image', app('a'), ...repository, '--source', source)).stderr).toContain('is not signed by anybody git trusts');
    expect((await release('--env', 'dev', '--version', 'v10', '--image', app('a'), ...repository, '--source', source)).stderr).toContain('has no tag "v10"');
    expect((await release('--env', 'dev', '--version', 'v8', '--image', app('a'), ...repository, '--source', source, '--commit', older)).stderr).toContain('the tag "v8" is on');
    expect((await release('--env', 'dev', '--version', 'v8', '--image', app('a'), ...repository, '--source', source)).stdout).toContain('released:');
    expect((await release('--env', 'staging', '--version', 'newer', '--image', app('1'), '--source', source, '--commit', newer)).stdout).toContain('released:');
    expect((await release('--env', 'staging', '--version', 'older', '--image', app('2'), '--source', source, '--commit', older)).stdout).toContain('something newer');
    world.pull();
  });
});
