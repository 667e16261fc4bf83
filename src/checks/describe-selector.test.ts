import { describe, expect, it } from '@jest/globals';
import { describeSelector } from './describe-selector.ts';

describe('describeSelector', () => {
  it.each([
    ['labels', { matchLabels: { app: 'web', tier: 'front' } }, 'app=web,tier=front'],
    ['expressions', { matchExpressions: [{ key: 'app', operator: 'In', values: ['a', 'b'] }] }, 'app In (a, b)'],
    ['an empty selector', {}, 'everything'],
    ['what has no text', { matchLabels: { app: { toString: 1 } } }, 'app=a map'],
  ])('shows %s', (_name, selector, text) => {
    expect(describeSelector(selector)).toBe(text);
  });
});
