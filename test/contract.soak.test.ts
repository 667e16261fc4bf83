import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld, digest } from './delivery-world.ts';

jest.setTimeout(180_000);

describe('the contract of a release', () => {
  const world = new DeliveryWorld('ready, e2e');
  beforeAll(() => world.open());
  afterAll(() => world.close());

  const ended = ({ code, stdout, stderr }: Outcome): void => {
    expect([code, code === 0 ? '' : `${stdout}${stderr}`]).toEqual([0, '']);
  };

  /** Releases to staging with an exported contract that was changed, and proves it there. */
  const goLive = async (version: string, letter: string, change: (properties: Record<string, object>) => void): Promise<void> => {
    ended(await world.slipway('contract', 'export', 'capakraken', '--service', 'app', '--file', `${world.project.folder}/.slipway/env.schema.json`));
    const schema = JSON.parse(world.project.read('.slipway/env.schema.json')) as { properties: Record<string, object> };
    change(schema.properties);
    world.project.write('.slipway/env.schema.json', JSON.stringify(schema));
    ended(await world.slipway('release', 'capakraken', '--env', 'staging', '--version', version, '--commit', 'c'.repeat(40), '--image', `app=ghcr.io/acme/capakraken-app@${digest(letter)}`, '--contract', 'app=.slipway/env.schema.json'));
    world.pull();
    ended(await world.publish('staging'));
    const commit = world.tip();
    world.serve('staging', version);
    world.play('staging', [{ sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit } }]);
    ended(await world.verify('staging'));
    ended(await world.slipway('attest', 'capakraken', '--env', 'staging', '--check', 'e2e', '--url', `https://ci.acme.example/runs/${version}`));
  };

  it('is kept by the very environment that it was exported from', async () => {
    await goLive('v1', 'a', () => undefined);
    expect(world.merged('overlays/capakraken/staging.release.yaml')).toMatch(/contracts:\n {2}app:\n {4}AI_API_KEY:\n {6}required: true\n {6}secret: true/);
  });

  it('that the environment before keeps and the next one breaks is not promoted', async () => {
    await goLive('v2', 'b', (properties) => Object.assign(properties['AUTH_URL']!, { pattern: '\\.staging\\.' }));
    const before = world.count(world.origin);
    const { code, stderr } = await world.slipway('promote', 'capakraken', '--from', 'staging', '--to', 'production');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/overlays\/capakraken\/\S+[\s\S]*the program refuses "https:\/\/capakraken\.acme\.example" for AUTH_URL[\s\S]*allowed: text that matches/)]);
    expect(world.count(world.origin)).toBe(before);
  });

  it('that both keep is promoted with the release', async () => {
    await goLive('v3', 'd', (properties) => Object.assign(properties['AUTH_URL']!, { pattern: '^https:' }));
    ended(await world.slipway('promote', 'capakraken', '--from', 'staging', '--to', 'production'));
    expect(world.merged('overlays/capakraken/production.release.yaml')).toContain('pattern: "^https:"');
  });
});
