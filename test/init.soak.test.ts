import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rmSync } from 'node:fs';
import { treeOf } from './cli-project.ts';
import { Installed, QUIETLY } from './installed-package.ts';

describe('the first five minutes, with npm itself', () => {
  let shop: Installed;
  beforeAll(async () => {
    shop = await Installed.byNpm();
  });
  afterAll(() => shop.remove());

  it('end in a rendered Deployment', async () => {
    expect(await shop.run('slipway', ['init', 'shop'])).toMatchObject({ code: 0 });
    const rendered = treeOf(shop.path('dist'));
    await shop.npm(['install', ...QUIETLY]);
    const { code, stdout } = await shop.npm(['exec', '--', 'cdk8s', 'synth']);
    expect([code, stdout]).toEqual([0, expect.stringContaining('Validations ended succesfully')]);
    expect(shop.read('dist/dev/shop/Deployment-web.yaml')).toContain('kind: Deployment');
    expect(treeOf(shop.path('dist'))).toEqual(rendered);
  });

  it('pass their own check, and so does a system that is added', async () => {
    await shop.npm(['run', 'check']);
    expect(await shop.run('slipway', ['new', 'system', 'billing'])).toMatchObject({ code: 0 });
    await shop.npm(['run', 'check']);
  });

  it('can be had again by somebody else, without any lifecycle script', async () => {
    rmSync(shop.path('../slipway-0.1.0.tgz'));
    for (const folder of ['node_modules', '.slipway']) rmSync(shop.path(folder), { recursive: true });
    await shop.npm(['install', ...QUIETLY]);
    await shop.npm(['run', 'check']);
  });
});
