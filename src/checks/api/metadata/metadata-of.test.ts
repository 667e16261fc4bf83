import { describe, expect, it } from '@jest/globals';
import { checkBy } from '../../check-manifests.ts';
import { METADATA_RULES } from './metadata-rules.ts';

describe('metadata of a custom kind', () => {
  it.each([5, 'x', [], [null], { a: {} }, { a: 1 }, true])('is judged whatever stands there: %j', (value) => {
    const metadata = { name: 'a', generateName: value, namespace: value, labels: value, annotations: value, finalizers: value, ownerReferences: value, generation: value };
    const thing = { apiVersion: 'example.com/v1', kind: 'Thing', metadata } as never;
    expect(() => checkBy(METADATA_RULES, [thing])).not.toThrow();
  });
  it('is held to the same forms', () => {
    const metadata = { name: 'A', labels: { a: 'b c' }, finalizers: ['a b'], ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'x' }, { apiVersion: 'v1', kind: 'Pod', name: 'x', uid: '1', controller: true }] };
    const found = checkBy(METADATA_RULES, [{ apiVersion: 'example.com/v1', kind: 'Thing', metadata }]);
    expect(found.map(({ path }) => path)).toEqual(['metadata.finalizers', 'metadata.labels', 'metadata.name', 'metadata.ownerReferences.uid']);
  });
});
