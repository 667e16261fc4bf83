import { describe, expect, it } from '@jest/globals';
import { UserError } from '../kernel/problem.ts';
import { PropCheck } from './prop-check.ts';

function problems(work: (check: PropCheck) => void) {
  const check = new PropCheck('app');
  work(check);
  try {
    check.throwIfAny();
  } catch (error) {
    return (error as UserError).problems;
  }
  return [];
}

describe('a check of props', () => {
  it('throws nothing where nothing is wrong', () => {
    expect(
      problems((check) => {
        check.range('replicas', 3, 1, 3);
        check.range('replicas', undefined, 1, 3);
        expect(check.attempt('memory', () => 7)).toBe(7);
      }),
    ).toEqual([]);
  });

  it('collects what is wrong at every depth, with the path of the prop', () => {
    expect(
      problems((check) => {
        check.add('', 'itself');
        check.within('scale').within('cpu').add('', 'one');
        check.within('scale').add('max', 'two', { allowed: 'x', fix: 'max: x' });
      }),
    ).toEqual([
      { path: 'app', message: 'itself' },
      { path: 'app.scale.cpu', message: 'one' },
      { path: 'app.scale.max', message: 'two', allowed: 'x', fix: 'max: x' },
    ]);
  });

  it.each([
    [0, 'replicas: 1'],
    [11, 'replicas: 10'],
    [2.6, 'replicas: 3'],
    [Number.NaN, 'replicas: 1'],
    [Infinity, 'replicas: 1'],
  ])('offers the nearest number for %j', (value, fix) => {
    expect(problems((check) => check.range('scale.replicas', value, 1, 10))).toEqual([
      { path: 'app.scale.replicas', message: expect.stringMatching(/is out of range$/), allowed: 'a whole number from 1 to 10', fix },
    ]);
  });

  it('gives the problems of an attempt its own path, and lets defects through', () => {
    expect(
      problems((check) => {
        const made = check.attempt('memory', () => {
          throw new UserError({ path: 'quantity', message: 'no quantity', fix: '1Gi' });
        });
        expect(made).toBeUndefined();
      }),
    ).toEqual([{ path: 'app.memory', message: 'no quantity', fix: '1Gi' }]);
    expect(() =>
      problems((check) =>
        check.attempt('memory', () => {
          throw new TypeError('a defect');
        }),
      ),
    ).toThrow(TypeError);
  });
});
