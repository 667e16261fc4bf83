import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenOverlays } from './broken-overlays.ts';
import { BrokenProject, expectExplained, STACK } from './broken-project.ts';

describe('a broken overlay', () => {
  let project: BrokenProject;
  beforeAll(async () => {
    project = await BrokenProject.make();
  });
  afterAll(() => project.remove());

  it('is tried in many ways', () => expect(brokenOverlays.length).toBeGreaterThanOrEqual(40));

  for (const broken of brokenOverlays) {
    it(`fails slipway synth, says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stdout, stderr } = await project.slipway(broken.edits);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).not.toMatch(STACK);
      expectExplained(broken, stderr);
      project.expectDistAsItWas();
    });

    it(`fails cdk8s synth just so: ${broken.name}`, async () => {
      const { code, stderr } = await project.cdk8s(broken.edits);
      expect(code).toBe(2);
      expect(stderr).not.toMatch(STACK);
      expectExplained(broken, stderr);
      project.expectDistAsItWas();
    });
  }
});
