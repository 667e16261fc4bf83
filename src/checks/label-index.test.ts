import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { LabelIndex } from './label-index.ts';
import { selects } from '../api/label-selector.ts';

const word = fc.constantFrom('a', 'b', 'c', '__proto__', '');
const labels = fc.dictionary(word, fc.oneof(word, fc.constant(1)));
const selector = fc.oneof(
  fc.record({ matchLabels: labels }),
  fc.record({ matchLabels: labels, matchExpressions: fc.array(fc.record({ key: word, operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'), values: fc.array(word) })) }),
  fc.constant({}),
  fc.constant(undefined),
);

describe('an index by labels', () => {
  it('selects what a look at each would', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ namespace: word, labels })), selector, word, (items, wanted, namespace) => {
        const index = new LabelIndex(items);
        expect(index.selectedBy(wanted, namespace)).toEqual(items.filter((item) => item.namespace === namespace && selects(wanted, item.labels)));
        expect(index.of(namespace)).toEqual(items.filter((item) => item.namespace === namespace));
      }),
    );
  });
});
