import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { inFolder, put } from '../dist/test-support.ts';
import { vendored } from './vendored.ts';

describe('the tarball that slipway was installed from', () => {
  it('is taken into the repository where it lies outside', inFolder((top) => {
    put(top, { 'slipway-0.1.0.tgz': 'packed' });
    for (const spec of ['file:../slipway-0.1.0.tgz', `file:${top}/slipway-0.1.0.tgz`, `file://${top}/slipway-0.1.0.tgz`]) {
      expect(vendored(join(top, 'shop'), { devDependencies: { slipway: spec, jest: '30.0.0' }, dependencies: { zod: '4.0.0' } }, '0.1.0')).toEqual({
        path: 'vendor/slipway-0.1.0.tgz',
        content: Buffer.from('packed'),
        present: { dependencies: { zod: '4.0.0', slipway: 'file:vendor/slipway-0.1.0.tgz' }, devDependencies: { jest: '30.0.0' } },
      });
    }
  }));

  const left: Record<string, string | undefined> = {
    'there is none': undefined,
    'it comes from a registry': '0.1.0',
    'it lies inside': 'file:slipway-0.1.0.tgz',
    'it is gone': 'file:../gone.tgz',
    'it is a folder': 'file:../slipway',
  };
  for (const [why, spec] of Object.entries(left)) {
    it(`is left alone where ${why}`, inFolder((top) => {
      put(top, { 'slipway/package.json': '{}', 'shop/slipway-0.1.0.tgz': 'packed' });
      expect(vendored(join(top, 'shop'), spec === undefined ? {} : { dependencies: { slipway: spec } }, '0.1.0')).toBeUndefined();
    }));
  }
});
