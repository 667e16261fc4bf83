import { describe, expect, it } from '@jest/globals';
import { labelMapFindings, labelSelectorFindings, type LabelSelectorShape } from './label-selector.ts';

const found = (selector: LabelSelectorShape | undefined) => [...labelSelectorFindings(selector, 's')].map(({ path, reason }) => `${path} ${reason}`);

describe('labelSelectorFindings', () => {
  it('accepts none, an empty one, and every operator with the values it wants', () => {
    expect(found(undefined)).toEqual([]);
    expect(found({})).toEqual([]);
    expect(
      found({
        matchLabels: { 'example.com/a': '', 'b': 'x' },
        matchExpressions: [{ key: 'a', operator: 'In', values: [''] }, { key: 'a', operator: 'NotIn', values: ['x', 'x'] }, { key: 'a', operator: 'Exists' }, { key: 'a', operator: 'DoesNotExist', values: [] }],
      }),
    ).toEqual([]);
  });
  it('names the part that is wrong', () => {
    expect(found({ matchLabels: { '-a': 'x', 'b': 'x y' } })).toEqual(['s.matchLabels Invalid', 's.matchLabels Invalid']);
    expect(
      found({
        matchExpressions: [{ key: 'a', operator: 'In' }, { key: 'a', operator: 'Exists', values: ['x'] }, { key: 'a', operator: 'Gt', values: ['1'] }, { key: '', operator: 'In', values: ['x y'] }],
      }),
    ).toEqual(['s.matchExpressions[0].values Required', 's.matchExpressions[1].values Forbidden', 's.matchExpressions[2].operator Invalid', 's.matchExpressions[3].key Invalid', 's.matchExpressions[3].values[0] Invalid']);
  });
});

describe('labelMapFindings', () => {
  it('bears a key that means something to the language', () => {
    expect([...labelMapFindings(JSON.parse('{"__proto__": "x"}') as Record<string, string>, 'at')]).toHaveLength(1);
  });
});
