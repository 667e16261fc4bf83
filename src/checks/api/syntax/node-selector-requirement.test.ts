import { describe, expect, it } from '@jest/globals';
import { nodeFieldFindings, nodeLabelFindings } from './node-selector-requirement.ts';

describe('nodeLabelFindings', () => {
  const found = (operator: string, values?: readonly string[], anyValue = false) => [...nodeLabelFindings({ key: 'a', operator, values }, 'e', anyValue)].map(({ path, reason }) => `${path} ${reason}`);
  it('accepts every operator with the values it wants', () => {
    expect([found('In', ['a']), found('NotIn', ['a', 'b']), found('Exists'), found('DoesNotExist', []), found('Gt', ['5']), found('Lt', ['-5'], true)].flat()).toEqual([]);
  });
  it('refuses others', () => {
    expect([found('In'), found('Exists', ['a']), found('Gt', ['1', '2']), found('Lt'), found('Near', ['a'])]).toEqual([
      ['e.values Required'], ['e.values Forbidden'], ['e.values Required'], ['e.values Required'], ['e.operator Invalid'],
    ]);
  });
  it('lets through values that no label can have where the node is only preferred', () => {
    expect(found('In', ['a b'])).toEqual(['e.values[0] Invalid']);
    expect(found('In', ['a b'], true)).toEqual([]);
  });
});

describe('nodeFieldFindings', () => {
  const found = (key: string, operator: string, values: readonly string[]) => [...nodeFieldFindings({ key, operator, values }, 'e')].map(({ path, reason }) => `${path} ${reason}`);
  it('knows one field, and one value', () => {
    expect(found('metadata.name', 'In', ['node-1'])).toEqual([]);
    expect(found('metadata.uid', 'In', ['a'])).toEqual(['e.key Invalid']);
    expect(found('metadata.name', 'In', ['a', 'b'])).toEqual(['e.values Required']);
    expect(found('metadata.name', 'Exists', [])).toEqual(['e.operator Invalid']);
    expect(found('metadata.name', 'NotIn', ['A'])).toEqual(['e.values[0] Invalid']);
  });
});
