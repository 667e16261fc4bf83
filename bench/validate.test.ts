import { describe, expect, it } from '@jest/globals';
import { validateBounds, validateTable } from './validate.ts';

const usage = (cpu: number) => ({ cpu, wall: cpu });
const measured = { objects: 2_000, usages: { 'validate, own output': usage(0.9), "validate, anybody's": usage(0.5), 'validate, one manifest': usage(0.2), 'slipway explain': usage(0.1) } };

describe('the benchmark of validate', () => {
  it('counts what a thousand manifests take beyond the start', () => {
    expect(validateBounds(measured).map(({ measured: value, held }) => [Number(value.toFixed(3)), held])).toEqual([
      [0.4, true],
      [0.2, true],
      [0.2, true],
    ]);
    expect(validateBounds({ ...measured, objects: 1_000 })[0]).toMatchObject({ held: false });
  });

  it('says nothing of what did not run', () => {
    expect(validateBounds({ objects: 1_000, usages: {} })).toEqual([]);
  });

  it('is told as a table', () => {
    expect(validateTable(measured)).toContain('| validate, one manifest | 1 | 0.200 | 0.200 |\n');
  });
});
