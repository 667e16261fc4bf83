import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { brokenOverlays } from './broken-overlays.ts';
import { BrokenProject, expectExplained } from './broken-project.ts';

describe('cdk8s synth over a broken overlay', () => {
  let project: BrokenProject;
  beforeAll(async () => {
    project = await BrokenProject.make();
  });
  afterAll(() => project.remove());

  it('is tried in many ways', () => expect(brokenOverlays.length).toBeGreaterThanOrEqual(40));

  for (const broken of brokenOverlays) {
    it(`fails, says where and what, and leaves dist as it was: ${broken.name}`, async () => {
      const { code, stderr } = await project.cdk8s(broken.edits);
      expect(code).not.toBe(0);
      expectExplained(broken, stderr);
      project.expectDistAsItWas();
    });
  }
});
