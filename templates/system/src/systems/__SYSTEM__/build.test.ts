import { describe, expect, it } from '@jest/globals';
import { renderAll } from 'slipway/testing';
import { systems } from '../registry.ts';

describe('__SYSTEM__', () => {
  const pairs = renderAll({ root: process.cwd(), systems, only: { systems: ['__SYSTEM__'] } });

  it('is rendered for an environment at least', () => {
    expect(pairs.length).toBeGreaterThan(0);
  });

  for (const { environment, files } of pairs) {
    it(`runs the released image, pinned by digest, in ${environment}`, () => {
      const deployment = files.find(({ name }) => name === 'Deployment-web.yaml');
      expect(deployment?.text).toMatch(/image: \S+-web:[^@\s]+@sha256:[0-9a-f]{64}$/m);
    });

    it(`carries no Secret in ${environment}, only references to the secret store`, () => {
      expect(files.filter(({ manifest }) => manifest.kind === 'Secret')).toEqual([]);
    });
  }
});
