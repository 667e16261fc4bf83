import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffBounds, type DiffResult, measureDiff } from '../bench/diff.ts';
import { ROOT } from './cli-project.ts';

// What it takes is told by the benchmark, beside its bound of three seconds: this machine may be half as fast tomorrow.
describe('a thousand systems in three environments, an image bump each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-scale-'));
  let result: DiffResult;
  beforeAll(() => {
    result = measureDiff(ROOT, folder, 1);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('make a comment and a page within their bounds', () => {
    expect(diffBounds(result).filter(({ what, held }) => what.includes('bytes') && !held)).toEqual([]);
    expect(result.bytes.markdown).toBeGreaterThan(100);
  });
});
