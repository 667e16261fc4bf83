import { describe, expect, it } from '@jest/globals';
import { hasMinor } from './kubernetes-minor.ts';
import { problemsOf } from './test-support.ts';

describe('the minor of a cluster', () => {
  it.each([
    ['1.30', 30, true],
    ['1.31', 30, true],
    ['1.9', 30, false],
    ['1.29', 30, false],
  ])('%s, asked for %i', (kubernetes, minor, expected) => {
    expect(hasMinor({ kubernetes }, minor)).toBe(expected);
  });

  it.each(['1', 'v1.30', '1.30.2', '2.1', ''])('refuses %j', (kubernetes) => {
    expect(problemsOf(() => hasMinor({ kubernetes }, 30))).toEqual([`kubernetes: ${JSON.stringify(kubernetes)} is not a minor version of Kubernetes`]);
  });
});
