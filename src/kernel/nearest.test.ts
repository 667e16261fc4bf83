import { describe, expect, it } from '@jest/globals';
import { nearest } from './nearest.ts';

const keys = ['host', 'scale', 'resources', 'priority', 'readyUrls', 'cpu', 'min', 'max'];

describe('nearest', () => {
  it.each<[string, string, string | undefined]>([
    ['a letter left out', 'resurces', 'resources'],
    ['a letter too many', 'hosts', 'host'],
    ['a wrong letter', 'scalo', 'scale'],
    ['two letters swapped', 'prioirty', 'priority'],
    ['other case', 'Host', 'host'],
    ['hyphens for humps', 'ready-urls', 'readyUrls'],
    ['a short word', 'mim', 'min'],
    ['nothing near', 'colour', undefined],
    ['nothing at all', '', undefined],
    ['a single letter', 'x', undefined],
    ['a name of hostile length', 'h'.repeat(100_000), undefined],
  ])('of %s', (_name, typed, expected) => {
    expect(nearest(typed, keys)).toBe(expected);
  });

  it('does not depend on the order of what it chooses from', () => {
    expect(nearest('mix', ['min', 'max'])).toBe('max');
    expect(nearest('mix', ['max', 'min'])).toBe('max');
  });
});
