import { describe, expect, it } from '@jest/globals';
import { selects } from './label-selector.ts';

const labels = { app: 'web', tier: 'front' };
const where = (key: unknown, operator: unknown, ...values: unknown[]) => ({ matchExpressions: [{ key, operator, values }] });

describe('selects', () => {
  it.each([
    ['an empty selector', {}, true],
    ['a label that is there', { matchLabels: { app: 'web' } }, true],
    ['another value of it', { matchLabels: { app: 'api' } }, false],
    ['a label that is not there', { matchLabels: { zone: 'a' } }, false],
    ['one of several values', where('app', 'In', 'api', 'web'), true],
    ['none of several values', where('app', 'In', 'api'), false],
    ['a value that is excluded', where('app', 'NotIn', 'web'), false],
    ['an exclusion of a label that is not there', where('zone', 'NotIn', 'a'), true],
    ['a label that must be there', where('tier', 'Exists'), true],
    ['a label that must not be there', where('tier', 'DoesNotExist'), false],
    ['a label and an expression of which one fails', { matchLabels: { app: 'web' }, ...where('tier', 'In', 'back') }, false],
    ['an operator that does not exist', where('app', 'Is', 'web'), false],
    ['the name of something every map has', where('constructor', 'Exists'), false],
    ['no selector', undefined, false],
    ['a selector that is a string', 'app=web', false],
    ['expressions that are no maps', { matchExpressions: ['app'] }, false],
  ])('reads %s', (_name, selector, expected) => {
    expect(selects(selector, labels)).toBe(expected);
  });
});
