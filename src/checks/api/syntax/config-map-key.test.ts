import { describe, expect, it } from '@jest/globals';
import { configMapKeyErrors } from './config-map-key.ts';

describe('configMapKeyErrors', () => {
  it('accepts what can be the name of a file', () => {
    for (const text of ['a', '.env', '_', '-', 'a..b', 'A'.repeat(253)]) expect(configMapKeyErrors(text)).toEqual([]);
  });
  it('refuses folders, and signs with a meaning', () => {
    for (const text of ['', '.', '..', '..data', 'a/b', 'a b', 'A'.repeat(254)]) expect(configMapKeyErrors(text)).toHaveLength(1);
  });
});
