import { describe, expect, it } from '@jest/globals';
import { schemaChangeOf } from './schema-change.ts';

describe('a change of the schema', () => {
  it.each([
    [undefined, undefined, undefined],
    ['expand', undefined, { kind: 'expand' }],
    ['expand', 'v1', { kind: 'expand', compatibleSince: 'v1' }],
    ['contract', '0123456', { kind: 'contract', compatibleSince: '0123456' }],
  ])('is %s since %s', (kind, since, change) => {
    expect(schemaChangeOf(kind, since)).toEqual(change);
  });

  it.each([
    ['contract', undefined, 'does not say which programs'],
    [undefined, 'v1', '--schema is missing'],
    ['drop', undefined, 'no change of a schema'],
    ['contract', '-x', 'is no version'],
  ])('is refused: %s since %s', (kind, since, message) => {
    expect(() => schemaChangeOf(kind, since)).toThrow(message);
  });
});
