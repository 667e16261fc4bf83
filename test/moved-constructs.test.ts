import { describe, expect, it } from '@jest/globals';
import { filesOf, rendered } from './moved-constructs.ts';

describe('the place of a construct in the tree', () => {
  it('does not show in any rendered byte: every construct renamed and moved', () => {
    expect(filesOf(rendered((scope, id, wrap) => [wrap(scope, `x-${id}`), 'the-only-child']))).toEqual(filesOf(rendered()));
  });
});
