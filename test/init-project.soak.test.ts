import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readFileSync, rmSync } from 'node:fs';
import { command as init } from '../src/cli/commands/init.ts';
import { command as scaffold } from '../src/cli/commands/new.ts';
import { treeOf } from './cli-project.ts';
import { Installed } from './installed-package.ts';

jest.setTimeout(120_000);

/**
 * The packed package, laid out as npm installs it. What npm itself makes of it is tried in the
 * soak tests.
 */
describe('slipway init, from the packed package', () => {
  let shop: Installed;
  beforeAll(async () => {
    shop = await Installed.linked();
  });
  afterAll(() => shop.remove());

  it('makes a repository in an empty folder and renders it', async () => {
    const { code, stdout, stderr } = await shop.runLine(init.examples[0]!.line);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/files written\n$/)]);
    expect(stdout).toContain('  + src/systems/shop/build.ts\n');
    expect(stdout).toContain('next:\n  npm install\n  npm run check\n');
    expect(shop.read('dist/dev/shop/Deployment-web.yaml')).toContain('image: ghcr.io/acme/shop-web:v0.1.0@sha256:');
    expect(shop.read('dist/argocd/bootstrap/Application.argoproj.io-slipway.yaml')).toContain('repoURL: https://git.acme.example/gitops.git');
    expect(JSON.parse(shop.read('package.json')).dependencies.slipway).toBe('file:vendor/slipway-0.1.0.tgz');
    // What CI checks out holds the tarball, too.
    expect(readFileSync(shop.path('vendor/slipway-0.1.0.tgz'))).toEqual(readFileSync(shop.path('../slipway-0.1.0.tgz')));
  });

  it('makes what cdk8s renders byte for byte', async () => {
    const rendered = treeOf(shop.path('dist'));
    rmSync(shop.path('dist'), { recursive: true });
    expect(await shop.run('cdk8s', ['synth'])).toMatchObject({ code: 0 });
    expect(treeOf(shop.path('dist'))).toEqual(rendered);
  });

  it('refuses a folder that holds something', async () => {
    const before = treeOf(shop.path('src'));
    const { code, stderr } = await shop.run('slipway', ['init', 'other']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('nothing was made')]);
    expect(treeOf(shop.path('src'))).toEqual(before);
  });

  it('adds a system, once', async () => {
    const { line } = scaffold.examples[0]!;
    const { code, stdout } = await shop.runLine(line);
    expect([code, stdout]).toEqual([0, expect.stringContaining('  ~ src/systems/registry.ts\n')]);
    expect(shop.read('src/systems/registry.ts')).toContain('[shop, billing];');
    expect(shop.read('dist/production/billing/Deployment-web.yaml')).toContain('ghcr.io/acme/billing-web');
    const before = treeOf(shop.path('src'));
    expect(await shop.runLine(line)).toMatchObject({ code: 2, stderr: expect.stringContaining('exists already') });
    expect(treeOf(shop.path('src'))).toEqual(before);
  });

  it('adds nothing when a part of it would be in the way', async () => {
    shop.write('src/systems/price-feed/build.ts', '// mine\n');
    const before = treeOf(shop.path('src'));
    const { code, stderr } = await shop.run('slipway', ['new', 'system', 'price-feed']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('src/systems/price-feed/build.ts\n  exists already')]);
    expect(treeOf(shop.path('src'))).toEqual(before);
    expect(treeOf(shop.path('overlays/price-feed')).size).toBe(0);
    rmSync(shop.path('src/systems/price-feed'), { recursive: true });
  });

  it('made what passes its own check', async () => {
    expect(await shop.run('tsc', ['--noEmit'])).toMatchObject({ code: 0, stdout: '' });
    expect(await shop.run('slipway', ['schemas', '--check'])).toMatchObject({ code: 0 });
    expect(await shop.run('slipway', ['synth', '--check'])).toMatchObject({ code: 0 });
    expect(await shop.run('jest', [])).toMatchObject({ code: 0, stderr: expect.stringMatching(/Tests: +14 passed/) });
  });
});
