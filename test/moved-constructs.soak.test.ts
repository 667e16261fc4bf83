import { describe, expect, it } from '@jest/globals';
import { filesOf, type Move, rendered } from './moved-constructs.ts';

const MOVES: Record<string, Move> = {
  'every construct id renamed': (scope, id) => [scope, `${id.split('').reverse().join('')}-renamed`],
  'every construct moved one level down': (scope, id, wrap) => [wrap(scope, `around-${id}`), id],
};

describe('the place of a construct in the tree, one thing at a time', () => {
  it.each(Object.keys(MOVES))('does not show in any rendered byte: %s', (name) => {
    expect(filesOf(rendered(MOVES[name]))).toEqual(filesOf(rendered()));
  });
});
