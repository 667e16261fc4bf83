import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diffBounds, type DiffResult, measureDiff } from '../bench/diff.ts';
import { ROOT } from './cli-project.ts';

describe('a thousand systems in three environments, an image bump each', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-scale-'));
  let result: DiffResult;
  beforeAll(() => {
    result = measureDiff(ROOT, folder, 3);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are compared in three seconds of CPU at most, whatever else the machine does', () => {
    for (const [name, { cpu }] of Object.entries(result.usages)) expect([name, cpu < 3]).toEqual([name, true]);
  });

  it('make a comment and a page within their bounds', () => {
    expect(diffBounds(result).filter(({ what, held }) => what.includes('bytes') && !held)).toEqual([]);
    expect(result.bytes.markdown).toBeGreaterThan(100);
  });
});
