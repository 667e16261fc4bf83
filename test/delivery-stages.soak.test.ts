import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { chmodSync, readFileSync } from 'node:fs';
import { argoApplication } from './argocd-stub.ts';
import { type Outcome } from './cli-project.ts';
import { DeliveryWorld } from './delivery-world.ts';

jest.setTimeout(180_000);

/** A stage of two environments, a schema that was contracted, and an Argo CD that is asked by kubectl. The steps are one story. */
describe('a stage of two environments', () => {
  const world = new DeliveryWorld('ready');

  const done = (outcome: Outcome): string => {
    if (outcome.code !== 0) throw new Error(`exit ${outcome.code}\n${outcome.stdout}${outcome.stderr}`);
    return outcome.stdout;
  };
  const ready = async (environment: string): Promise<void> => void done(await world.slipway('attest', 'capakraken', '--env', environment, '--check', 'ready'));
  const goToStaging = async (version: string, letter: string, ...more: readonly string[]): Promise<void> => {
    done(await world.release('staging', version, letter, ...more));
    world.pull();
    done(await world.publish('staging'));
    await ready('staging');
  };

  beforeAll(async () => {
    world.edit('overlays/environments.yaml', (text) => {
      const block = /\n {2}production:\n(?: {4}.*\n|\n(?= ))*/.exec(text)![0];
      const us = block.replace('production:', 'production-us:').replaceAll('name: production', 'name: production-us').replaceAll('acme.example', 'us.acme.example').replace('    cluster', '    stage: live\n    order: 1\n    cluster');
      return text.replace(block, `${block.replace('    cluster', '    stage: live\n    order: 2\n    cluster').trimEnd()}\n${us}`).replace('[dev, staging, production]', '[dev, staging, production, production-us]');
    });
    for (const file of ['yaml', 'release.yaml']) world.project.write(`overlays/capakraken/production-us.${file}`, world.project.read(`overlays/capakraken/production.${file}`).replaceAll('capakraken.acme.example', 'capakraken.us.acme.example').replace('backups/capakraken', 'backups/capakraken-us'));
    await world.open();
    world.useFolders();
  });
  afterAll(() => world.close());

  it('takes a promotion as one commit, in its order', async () => {
    await goToStaging('v1', 'a');
    expect(done(await world.slipway('promote', 'capakraken', '--to', 'live'))).toContain('promoted:');
    expect(world.git.git(world.origin, 'log', '-1', '--format=%s', 'main')).toBe('promote: production-us, production/capakraken v1');
    expect(world.git.git(world.origin, 'diff', '--name-only', 'main~1', 'main', '--', 'overlays').split('\n')).toEqual(['overlays/capakraken/production-us.release.yaml', 'overlays/capakraken/production.release.yaml']);
    world.pull();
    done(await world.slipway('publish', '--env', 'production', '--env', 'production-us'));
    await ready('production');
  });

  it('is verified by kubectl, with what it answers', async () => {
    const commit = world.tip();
    const moments = [{ sync: { status: 'OutOfSync', revision: commit } }, { sync: { status: 'Synced', revision: commit }, operation: { phase: 'Succeeded', revision: commit } }] as const;
    moments.forEach((moment, index) => world.git.write(`kubectl/${index}.json`, JSON.stringify(argoApplication({ name: 'capakraken-production-us', path: 'production-us/capakraken', ...moment }))));
    const stub = `#!/bin/sh\nprintf '%s ' "$@" >> "$0.asked"\nn=$(cat "$0.count" 2>/dev/null || echo 0); echo 1 > "$0.count"\n[ -e "$0.denied" ] && { echo 'Error from server (Forbidden): no' >&2; exit 1; }\ncat "$(dirname "$0")/$n.json"\n`;
    world.git.write('kubectl/kubectl', stub);
    chmodSync(`${world.git.path}/kubectl/kubectl`, 0o755);
    const { ARGOCD_SERVER: _server, ...env } = world.env({ PATH: `${world.git.path}/kubectl:${process.env['PATH']}` });
    const words = ['verify', 'capakraken', '--env', 'production-us', '--kubectl', '--check', 'deployed', '--timeout', '20s'];
    expect(done(await world.project.slipway(words, { env }))).toMatch(/verified[\s\S]*✓ deployed/);
    expect(readFileSync(`${world.git.path}/kubectl/kubectl.asked`, 'utf8')).toMatch(/^get applications\.argoproj\.io capakraken-production-us --namespace argocd --output json /);
    world.git.write('kubectl/kubectl.denied', '');
    const denied = await world.project.slipway([...words, '--dry-run', '--timeout', '1s'], { env });
    expect([denied.code, denied.stdout]).toEqual([2, expect.stringContaining('Forbidden')]);
    expect((await world.project.slipway(words, { env: { ...env, SLIPWAY_SIGNING_KEY: '/nowhere' } })).stderr).toContain('or --dry-run, which verifies and records nothing');
  });

  it('is not rolled back over a contracted schema, and told the way on', async () => {
    await goToStaging('v2', 'b', '--schema', 'contract', '--compatible-since', 'v2');
    done(await world.slipway('promote', 'capakraken', '--to', 'live'));
    world.pull();
    done(await world.slipway('publish', '--env', 'production', '--env', 'production-us'));
    await ready('production');
    const before = world.count(world.origin);
    const ledger = world.tip('slipway-ledger');
    const { code, stdout } = await world.slipway('rollback', 'capakraken', '--env', 'production');
    expect([code, stdout]).toEqual([1, expect.stringMatching(/refused: v2 contracted the schema, which programs fit since v2; v1 is older\nfix: npx slipway promote capakraken --from staging --to live/)]);
    expect([world.count(world.origin), world.tip('slipway-ledger')]).toEqual([before, ledger]);
  });

  it.each([
    ['environment', ['rollback', 'capakraken', '--env', 'productoin'], /there is no environment "productoin", did you mean "production"\?[\s\S]*fix: npx slipway rollback capakraken --no-typecheck --env production/],
    ['system', ['rollback', 'capakrakn', '--env', 'production'], /did you mean "capakraken"\?[\s\S]*fix: npx slipway rollback capakraken --env production/],
    ['stage', ['promote', 'capakraken', '--to', 'lvie'], /did you mean "live"\?[\s\S]*fix: npx slipway promote capakraken --no-typecheck --to live/],
    ['version', ['release', 'capakraken', '--env', 'staging', '--version', 'v 4', '--commit', 'c'.repeat(40), '--image', `app=ghcr.io/acme/capakraken-app@sha256:${'c'.repeat(64)}`], /^--version "v 4" is no version/],
    ['way in', ['release', 'capakraken', '--env', 'production', '--version', 'v4', '--branch', 'main', '--commit', 'c'.repeat(40), '--image', `app=ghcr.io/acme/capakraken-app@sha256:${'c'.repeat(64)}`], /fix: npx slipway promote capakraken --from staging --to live --branch main\n/],
  ])('tells what a wrong %s should be', async (_, argv, message) => {
    const { code, stderr } = await world.slipway(...argv);
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
